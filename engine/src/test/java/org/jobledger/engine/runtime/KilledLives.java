package org.jobledger.engine.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;

/** A process that is made to be killed with one job in each state of rest. It says "READY" when all are there. */
final class KilledLives {
    static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(5);

    private KilledLives() {}

    /** The operations of the process, and of those who open its ledger after it. */
    static EngineConfig.Builder at(Path directory, boolean mayGo) {
        return JobEngine.at(directory)
                .workers(8)
                .operation(operation("quick", RecoveryPolicy.FAIL, job -> Document.of("done", job.attempt())))
                .operation(operation("step", RecoveryPolicy.RESUME, job -> {
                    long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
                    if (at == 0) {
                        job.progress().advance(1);
                        job.checkpoint(Document.of("at", 1), Forcing.NOTHING);
                    }
                    while (!mayGo) {
                        job.checkAbort();
                        Thread.onSpinWait();
                    }
                    job.checkAbort();
                    return Document.of("from", at);
                }))
                .operation(operation("retry", RecoveryPolicy.FAIL, job -> {
                            if (job.checkpoint().isEmpty()) {
                                job.checkpoint(Document.of("at", 1), Forcing.NOTHING);
                                throw new IOException("not yet");
                            }
                            return Document.of("attempt", job.attempt());
                        })
                        .retrying(new RetryPolicy(3, mayGo ? Duration.ZERO : LONG, LONG)))
                .operation(operation("deaf", RecoveryPolicy.RESUME, job -> {
                    while (!mayGo) {
                        Thread.onSpinWait();
                    }
                    return Document.empty();
                }));
    }

    private static Operation operation(String name, RecoveryPolicy policy, JobHandler handler) {
        return Operation.of(name, policy, new JobHandler() {
            @Override
            public Document run(JobContext job) throws Exception {
                return handler.run(job);
            }
        });
    }

    /** Arguments: directory. Jobs 1 to 7: paused, pending, retrying, two of a group of which one waits, concluded, abandoned. */
    public static void main(String[] args) {
        JobEngine engine = at(Path.of(args[0]), false).open();
        Job paused = engine.submit(JobRequest.of("step").on(THING).speedLimit(77));
        awaitCheckpoint(engine, paused.id());
        paused.pause("admin");
        await(
                engine,
                engine.submit(JobRequest.of("quick").finalizedByHand().key("pending"))
                        .id(),
                JobStatus.PENDING);
        await(engine, engine.submit(JobRequest.of("retry")).id(), JobStatus.RETRYING);
        List<Job> group = engine.submitTogether(List.of(JobRequest.of("quick"), JobRequest.of("step")));
        await(engine, group.get(0).id(), JobStatus.WAITING);
        awaitCheckpoint(engine, group.get(1).id());
        await(engine, engine.submit(JobRequest.of("quick").dismissedByHand()).id(), JobStatus.CONCLUDED);
        Job deaf = engine.submit(JobRequest.of("deaf").abortPatience(new AbortPatience(SHORT, SHORT)));
        await(engine, deaf.id(), JobStatus.RUNNING);
        deaf.abort("admin", "stop");
        await(engine, deaf.id(), JobStatus.ABANDONED);
        System.out.println("READY");
    }

    private static void await(JobEngine engine, long id, JobStatus status) {
        while (engine.jobInfo(id).map(info -> info.status() != status).orElse(true)) {
            Thread.onSpinWait();
        }
    }

    private static void awaitCheckpoint(JobEngine engine, long id) {
        while (engine.jobInfo(id).map(info -> info.checkpointed() == 0).orElse(true)) {
            Thread.onSpinWait();
        }
    }
}

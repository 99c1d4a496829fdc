package org.jobledger.engine.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;

/**
 * A process that is made to be killed: an engine with jobs of every policy, normal jobs and definitions. It says on its output what it
 * was told:
 *
 * <pre>
 * O epoch                  the engine is open
 * J job                    an async job is accepted
 * H job attempt step       its handler begins at a step
 * C job step               a checkpoint is durable
 * D job                    it has completed
 * B job / E job            a normal job has begun / completed
 * R name version           a definition is recorded
 * </pre>
 */
final class KilledEngine {
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final int STEPS = 6;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private KilledEngine() {}

    /** Arguments: directory, seed. */
    public static void main(String[] args) {
        EngineConfig.Builder builder = JobEngine.at(Path.of(args[0]));
        for (RecoveryPolicy policy : RecoveryPolicy.values()) {
            builder.operation(Operation.of(policy.name(), policy, new Stepper()));
        }
        JobEngine engine = builder.workers(6).open();
        say("O " + engine.epoch());
        long seed = Long.parseLong(args[1]);
        for (RecoveryPolicy policy : RecoveryPolicy.values()) {
            new Thread(() -> submitForEver(engine, policy.name())).start();
        }
        new Thread(() -> modifyForEver(engine)).start();
        new Thread(() -> recordForEver(engine, new Random(seed))).start();
    }

    private static final class Stepper implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            int step = job.checkpoint()
                    .map(at -> Math.toIntExact(at.integer("step")))
                    .orElse(0);
            say("H " + job.jobId() + " " + job.attempt() + " " + step);
            job.progress().total(STEPS, "steps");
            while (step < STEPS) {
                LockSupport.parkNanos(STEP_NANOS);
                job.progress().advance(1);
                step++;
                job.checkpoint(Document.of("step", step), () -> {});
                say("C " + job.jobId() + " " + step);
            }
            return Document.empty();
        }
    }

    private static void submitForEver(JobEngine engine, String operation) {
        try {
            while (true) {
                Job job = engine.submit(JobRequest.of(operation));
                say("J " + job.id());
                job.await();
                say("D " + job.id());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static void modifyForEver(JobEngine engine) {
        try {
            while (true) {
                JobRequest request =
                        JobRequest.normal(JobClass.MODIFY, "modify").on(ResourceRef.of("pool", "modified"));
                try (JobScope scope = engine.begin(request)) {
                    say("B " + scope.id());
                    scope.complete();
                    say("E " + scope.id());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static void recordForEver(JobEngine engine, Random lot) {
        while (true) {
            ResourceRef resource = ResourceRef.of("pool", "p" + lot.nextInt(3));
            long seen = engine.resource(resource).map(ResourceRecord::version).orElse(0L);
            long version = engine.record(resource, seen, Document.of("size", lot.nextInt()));
            say("R " + resource.name() + " " + version);
        }
    }

    /** One write each, so that a line is whole or not there. */
    private static void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

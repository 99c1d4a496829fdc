package org.jobledger.benchmarks.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.RecoveryPolicy;

/** Jobledger; a job is completed when the event of its end is durable and a listener has heard it. */
final class OurJobs implements JobSystem {
    private final Durability durability;
    private final JobEngine engine;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong groups = new AtomicLong();
    /** Of the listener's thread. */
    private Instant groupTime = Instant.EPOCH;

    private final Subscription subscription;

    OurJobs(Path directory, Durability durability) {
        this.durability = durability;
        engine = JobEngine.at(directory.resolve("ledger"))
                .durability(durability)
                .workers(WORKERS)
                .operation(Operation.of("nothing", RecoveryPolicy.RESTART, job -> Document.empty()))
                .open();
        // Its tables are there before anything is measured, as those of its peers are.
        engine.finishedJobs(1);
        subscription = engine.subscribe(1, event -> {
            // The events of a group have one time, and each group is forced once.
            if (!event.at().equals(groupTime)) {
                groupTime = event.at();
                groups.incrementAndGet();
            }
            if (event.event().type() == EventType.JOB_COMPLETED) {
                ended.incrementAndGet();
            }
        });
    }

    @Override
    public String name() {
        return durability == Durability.POWER_LOSS ? "Jobledger" : "Jobledger, " + durability;
    }

    @Override
    public String settings() {
        return durability == Durability.POWER_LOSS
                ? "POWER_LOSS: every submit and every end is forced to the disk (group commit); H2 tables are kept beside"
                : "every submit and every end is handed to the operating system, as H2 does with WRITE_DELAY=0";
    }

    @Override
    public void submit(long number) {
        engine.submit(JobRequest.of("nothing"));
    }

    @Override
    public long completed() {
        return ended.get();
    }

    @Override
    public String counted() {
        return groups + " forces for " + ended + " jobs";
    }

    @Override
    public void close() {
        subscription.close();
        engine.close();
    }
}

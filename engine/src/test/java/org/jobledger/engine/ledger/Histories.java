package org.jobledger.engine.ledger;

import java.util.List;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.LedgerCreated;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.StaleWriteRefused;
import org.jobledger.engine.event.TotalDeclared;

/** Histories that an engine could have written, for tests. */
public final class Histories {
    private Histories() {}

    /** A definition of a job with one claim. */
    public static JobCreated definition(String operation, Document parameters) {
        ResourceRef volume = ResourceRef.of("pool", "p").child("volume", "v-" + operation);
        return new JobCreated(
                operation,
                1,
                JobClass.ASYNC,
                List.of(Claim.exclusive(volume)),
                parameters,
                RecoveryPolicy.RESUME,
                "alice",
                "volWipe");
    }

    /** The ledger is created and opened. */
    public static void begin(MemoryLog log) {
        log.append(new LedgerCreated("5b4e1d0a-3a1c-4a57-9d3e-2f6d0c1b7a11", 1));
        open(log);
    }

    /** One more opening. */
    public static void open(MemoryLog log) {
        log.append(new EngineOpened(OpenMode.RECOVER, Durability.POWER_LOSS, 4711, "host", true, ""));
    }

    /** A job that completes after some ticks: 6 events and one for each tick. */
    public static void completedJob(MemoryLog log, long id, int ticks) {
        log.append(id, definition("wipe", Document.of("algorithm", "zero", "size", 1_000_000L)));
        log.append(id, new JobStarted(1, false, "worker-1"));
        log.append(id, new TotalDeclared(1_000_000, "bytes"));
        for (int i = 1; i <= ticks; i++) {
            log.append(id, new ProgressTicked(i, i * 500L));
        }
        log.append(id, new CheckpointReached(Document.of("pass", 1, "offset", 4096), ticks, ticks * 500L));
        log.append(id, new JobFinishing(Ending.COMPLETED, 1_000_000, ticks * 500L));
        log.append(id, new JobCompleted(Document.of("wiped", true)));
    }

    /** A job that is interrupted by a crash, and left so. */
    public static void interruptedJob(MemoryLog log, long id) {
        log.append(id, definition("clone", Document.of("from", "a'\"\u00e9\uD83D\uDE00")));
        log.append(id, new JobStarted(1, false, "worker-2"));
        log.append(id, new PhaseEntered(1, 2, "copy"));
        log.append(id, new CheckpointReached(new Document("{\"offset\":12345678901234567890,\"rate\":1.50}"), 7, 9));
        log.append(id, new AbortRequested("bob", "too slow"));
        log.nextEpoch();
        open(log);
        log.append(id, new JobInterrupted(JobStatus.RUNNING));
        log.append(id, new RecoveryDecided(RecoveryOutcome.HELD, "handler unknown"));
    }

    /** A bit of everything. */
    public static MemoryLog mixed() {
        MemoryLog log = new MemoryLog();
        begin(log);
        ResourceRef pool = ResourceRef.of("pool", "p");
        log.append(new ResourceRecorded(pool, 1, Document.of("path", "/a")));
        log.append(new ResourceRecorded(pool.child("volume", "v"), 1, new Document("{\"size\":1.50}")));
        completedJob(log, 1, 3);
        log.append(new ResourceRecorded(pool, 2, Document.of("path", "/b")));
        log.append(new ResourceRecorded(pool.child("volume", "v"), 2, null));
        log.append(2, definition("wipe", Document.empty()));
        log.append(2, new JobRejected("busy", "volume 'v' is still in use."));
        interruptedJob(log, 3);
        log.append(new StaleWriteRefused(3, 1, 1, "checkpoint"));
        completedJob(log, 4, 1);
        log.append(new EngineClosed(1));
        return log;
    }
}

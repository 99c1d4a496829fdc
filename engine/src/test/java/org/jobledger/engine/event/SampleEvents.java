package org.jobledger.engine.event;

import java.util.List;

/** One event of each type, with every component set. */
public final class SampleEvents {
    private SampleEvents() {}

    public static List<Event> oneOfEach() {
        ResourceRef pool = ResourceRef.of("pool", "p");
        ResourceRef volume = pool.child("volume", "vol \"1\" \u00e9");
        Document document = new Document("{\"a\": 1.50, \"big\":12345678901234567890, \"t\":\"\\u0041\"}");
        return List.of(
                new LedgerCreated("00000000-0000-0000-0000-000000000001", 1),
                new EngineOpened(OpenMode.RECOVER, Durability.POWER_LOSS, 4711, "host", true, "inode 1"),
                new EngineClosed(3),
                new TailCut("0000000000000000001-0000000001.journal", 512, 9),
                new ResourceRecorded(volume, 2, document),
                new StaleWriteRefused(7, 2, 1, "checkpoint"),
                new ClockJumped(-3600000, "2026-01-01T00:00:00Z"),
                new LedgerForked("inode 1", "inode 2"),
                new JournalRepaired(
                        "0000000000000000001-0000000001.journal",
                        5,
                        9,
                        "0000000000000000001-0000000001.journal.broken-5-9-20260131T235959.123"),
                new JobCreated(
                        "wipe",
                        1,
                        JobClass.ASYNC,
                        List.of(Claim.exclusive(volume), Claim.shared(pool)),
                        document,
                        RecoveryPolicy.RESUME,
                        "admin",
                        "volWipe",
                        new JobTerms(5, "key-1", 7, 2, true, true, new JobLimits(60000, 5000, 1000, 2000))),
                new JobQueued(List.of(5L, 6L)),
                new JobStarted(2, false, "jobledger-worker-1"),
                new PhaseEntered(2, 4, "random"),
                new TotalDeclared(1073741824, "bytes"),
                new ProgressTicked(4096, 1500),
                new CheckpointReached(document, 4096, 1501),
                new AbortRequested("admin", "changed my mind"),
                new JobPaused("admin"),
                new JobContinued("admin"),
                new JobFinishing(Ending.COMPLETED, 8192, 3000),
                new JobCompleted(document),
                new JobFailed("io", "disk on fire"),
                new JobCancelled("wipe: canceled by client"),
                new JobRejected("busy", "held by job 5"),
                new JobInterrupted(JobStatus.RUNNING),
                new RecoveryDecided(RecoveryOutcome.RESUMED, "policy RESUME, checkpoint at 4096 bytes"),
                new JobRetryScheduled("io", "disk on fire", 1000, 4096, 1500),
                new JobWaiting(document, 8192, 3000),
                new JobPending(document, 8192, 3000),
                new JobFinalized("admin"),
                new JobConcluded(Ending.FAILED, "io", "disk on fire", document),
                new JobDismissed("admin"),
                new JobAbandoned("jobledger-worker-1", "it did not stop"),
                new SpeedLimited("admin", 1048576),
                new AllowedJobsChanged(List.of(JobClass.MODIFY, JobClass.DESTROY)),
                new JobNested(3),
                new CompletedStatsTaken(volume, 7));
    }
}

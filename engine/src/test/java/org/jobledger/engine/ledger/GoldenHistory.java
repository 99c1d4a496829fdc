package org.jobledger.engine.ledger;

import java.util.List;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.ClockJumped;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.JobAbandoned;
import org.jobledger.engine.event.JobCancelled;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobConcluded;
import org.jobledger.engine.event.JobContinued;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobDismissed;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinalized;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobPending;
import org.jobledger.engine.event.JobQueued;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobRetryScheduled;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.JobWaiting;
import org.jobledger.engine.event.JournalRepaired;
import org.jobledger.engine.event.LedgerCreated;
import org.jobledger.engine.event.LedgerForked;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.SpeedLimited;
import org.jobledger.engine.event.StaleWriteRefused;
import org.jobledger.engine.event.TailCut;
import org.jobledger.engine.event.TotalDeclared;

/** The history in the newest golden ledger: four epochs, every type of event that there was, and two jobs that have not ended. */
final class GoldenHistory {
    static final String LEDGER_ID = "5b4e1d0a-3a1c-4a57-9d3e-2f6d0c1b7a11";
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    private static final Document ODD =
            new Document("{ \"a\" : 1.50, \"big\":12345678901234567890, \"t\":\"\\u0041 \u00e9 \uD83D\uDE00\" }");

    private final MemoryLog log = new MemoryLog();

    private GoldenHistory() {}

    static List<StoredEvent> events() {
        GoldenHistory history = new GoldenHistory();
        history.firstEpoch();
        history.log.nextEpoch();
        history.secondEpoch();
        history.log.nextEpoch();
        history.thirdEpoch();
        history.log.nextEpoch();
        history.fourthEpoch();
        return history.log.events();
    }

    private void opened(boolean cleanlyClosed, String place) {
        log.append(new EngineOpened(
                OpenMode.RECOVER, Durability.POWER_LOSS, 4711, "golden.example", cleanlyClosed, place));
    }

    private void firstEpoch() {
        log.append(new LedgerCreated(LEDGER_ID, 1));
        opened(true, "inode 7");
        log.append(new ResourceRecorded(POOL, 1, Document.of("path", "/a")));
        log.append(new ResourceRecorded(POOL.child("volume", "v \"1\" \u00e9"), 1, ODD));
        Histories.completedJob(log, 1, 60);
        log.append(2, Histories.definition("clone", Document.empty()));
        log.append(2, new JobRejected("busy", "volume 'v' is still in use."));
        log.append(new ResourceRecorded(POOL.child("volume", "gone"), 1, Document.empty()));
        log.append(new ResourceRecorded(POOL.child("volume", "gone"), 2, null));
        log.append(new EngineClosed(0));
    }

    private void secondEpoch() {
        opened(true, "inode 7");
        log.append(new ClockJumped(-3_600_000, "2025-12-31T23:00:00Z"));
        log.append(3, Histories.definition("resize", ODD));
        log.append(3, new JobStarted(1, false, "worker-1"));
        log.append(3, new TotalDeclared(1 << 30, "bytes"));
        log.append(3, new ProgressTicked(4096, 500));
        log.append(3, new JobPaused("alice"));
        log.append(3, new JobContinued("bob"));
        log.append(3, new AbortRequested("bob", "changed my mind"));
        log.append(3, new JobFinishing(Ending.CANCELLED, 8192, 900));
        log.append(3, new JobCancelled("resize: canceled by client"));
        log.append(4, Histories.definition("upload", Document.empty()));
        log.append(4, new JobStarted(1, false, "worker-2"));
        log.append(4, new JobFinishing(Ending.FAILED, 1, 2));
        log.append(4, new JobFailed("io", "disk on fire \u00e9"));
        log.append(5, Histories.definition("wipe", ODD));
        log.append(5, new JobStarted(1, false, "worker-1"));
        log.append(5, new PhaseEntered(1, 4, "random"));
        log.append(5, new TotalDeclared(400, "bytes"));
        log.append(5, new CheckpointReached(ODD, 100, 1000));
        log.append(6, Histories.definition("import", Document.of("from", "x")));
        log.append(6, new JobQueued(List.of(5L)));
    }

    private void thirdEpoch() {
        opened(false, "inode 7");
        log.append(new TailCut("0000000000000000091-0000000002.journal", 2296, 97));
        log.append(5, new JobInterrupted(JobStatus.RUNNING));
        log.append(6, new JobInterrupted(JobStatus.QUEUED));
        log.append(5, new RecoveryDecided(RecoveryOutcome.RESUMED, "policy RESUME, checkpoint at 100 bytes"));
        log.append(5, new JobStarted(2, false, "worker-1"));
        log.append(6, new RecoveryDecided(RecoveryOutcome.HELD, "no handler for operation 'import' here"));
        log.append(new StaleWriteRefused(5, 2, 1, "checkpoint"));
        log.append(5, new PhaseEntered(2, 4, "zero"));
        log.append(5, new CheckpointReached(Document.of("pass", 2, "offset", 0), 200, 2000));
    }

    private void fourthEpoch() {
        log.append(new LedgerForked("inode 7", "inode 8"));
        opened(false, "");
        log.append(5, new JobInterrupted(JobStatus.RUNNING));
        log.append(6, new JobInterrupted(JobStatus.INTERRUPTED));
        log.append(5, new RecoveryDecided(RecoveryOutcome.RESUMED, "policy RESUME, checkpoint at 200 bytes"));
        log.append(5, new JobStarted(3, false, "worker-1"));
        log.append(6, new RecoveryDecided(RecoveryOutcome.HELD, "no handler for operation 'import' here"));
        log.append(new JournalRepaired(
                "0000000000000000091-0000000002.journal",
                92,
                94,
                "0000000000000000091-0000000002.journal.broken-92-94-20260101T000000.000"));
        aJobInTwoSteps();
        aJobWithinAnother();
        aJobThatDidNotStop();
        log.append(5, new ProgressTicked(250, 2500));
    }

    /** Retried, slowed down, waiting for its group, finalized and dismissed by hand. */
    private void aJobInTwoSteps() {
        JobCreated plain = Histories.definition("convert", ODD);
        log.append(
                7,
                new JobCreated(
                        plain.operation(),
                        2,
                        JobClass.ASYNC,
                        List.of(
                                new Claim(POOL.child("volume", "from"), ClaimMode.SHARED),
                                Claim.exclusive(POOL.child("volume", "to"))),
                        ODD,
                        RecoveryPolicy.RESTART,
                        "alice",
                        "volCreateXMLFrom",
                        JobTerms.PLAIN
                                .priority(3)
                                .key("nightly \u00e9")
                                .inGroup(7, 1)
                                .byHand(true, true)
                                .limits(new JobLimits(3_600_000, 60_000, 5_000, 30_000))));
        log.append(7, new AllowedJobsChanged(List.of(JobClass.QUERY, JobClass.MODIFY)));
        log.append(7, new JobQueued(List.of(5L)));
        log.append(7, new SpeedLimited("bob", 65_536));
        log.append(7, new JobStarted(1, false, "worker-2"));
        log.append(7, new JobRetryScheduled("io", "disk on fire", 1000, 1, 10));
        log.append(7, new JobStarted(2, false, "worker-2"));
        log.append(7, new JobWaiting(ODD, 2, 20));
        log.append(7, new JobPending(ODD, 2, 20));
        log.append(7, new JobFinalized("alice"));
        log.append(7, new JobConcluded(Ending.COMPLETED, "", "", ODD));
        log.append(7, new JobDismissed("alice"));
        log.append(7, new JobCompleted(ODD));
    }

    private void aJobWithinAnother() {
        log.append(8, Histories.definition("modify", Document.empty()));
        log.append(8, new JobNested(5));
        log.append(8, new JobStarted(1, false, "worker-1"));
        log.append(8, new JobFinishing(Ending.COMPLETED, 1, 1));
        log.append(8, new JobCompleted(Document.empty()));
        log.append(new CompletedStatsTaken(POOL.child("volume", "v-modify"), 8));
    }

    private void aJobThatDidNotStop() {
        log.append(9, Histories.definition("resize", Document.empty()));
        log.append(9, new JobStarted(1, false, "worker-3"));
        log.append(9, new AbortRequested("bob", "too slow"));
        log.append(9, new JobAbandoned("worker-3", "it did not stop"));
        log.append(9, new JobStarted(2, true, "worker-4"));
        log.append(9, new JobFinishing(Ending.CANCELLED, 0, 0));
        log.append(9, new JobCancelled("resize: canceled by client"));
    }
}

package org.jobledger.benchmarks.ledger;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.WorkerToken;

/** Writes history as wipes leave it: jobs of a hundred events, four ticks to a checkpoint. One thread. */
final class History implements AutoCloseable {
    /** How many events a finished job has. */
    static final int EVENTS_OF_A_JOB = 100;

    private static final int ROUNDS = 19;
    private static final int TICKS = 4;
    private static final int AT_A_TIME = 64;

    private final Ledger ledger;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
    private long lastJob;

    History(Path directory) {
        ledger = Ledger.open(new LedgerSettings(
                directory,
                OpenMode.HOLD,
                Durability.POWER_LOSS,
                64L * 1024 * 1024,
                EngineClock.system(),
                new RealDisk()));
        lastJob = ledger.live().lastJobId();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Appends jobs that have ended. */
    void finishedJobs(long count) {
        for (long i = 0; i < count; i++) {
            append(true);
        }
        settle();
    }

    /** Appends jobs that go on. */
    void activeJobs(int count) {
        for (int i = 0; i < count; i++) {
            append(false);
        }
        settle();
    }

    private void append(boolean ended) {
        long id = ++lastJob;
        waiting.add(ledger.appendAsync(new LedgerCommand.ForJob(id, commands(id, ended))));
        while (waiting.size() > AT_A_TIME) {
            ledger.await(waiting.remove());
        }
    }

    private void settle() {
        waiting.forEach(ledger::await);
        waiting.clear();
    }

    private List<Command> commands(long id, boolean ended) {
        WorkerToken token = new WorkerToken(ledger.epoch(), 1);
        long total = random.nextLong(1L << 40);
        long processed = 0;
        long millis = 0;
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.Submit(definition(id, total)));
        commands.add(new Command.Start(false, "jobledger-worker-" + (1 + id % 8)));
        commands.add(new Command.DeclareTotal(token, total, "bytes"));
        for (int round = 0; round < ROUNDS; round++) {
            for (int tick = 0; tick < TICKS; tick++) {
                processed += random.nextLong(1 + total / (2 * ROUNDS * TICKS));
                millis += random.nextLong(500, 560);
                commands.add(new Command.Tick(token, processed, millis));
            }
            Document state = Document.of("pass", 1, "offset", processed, "seed", Long.toHexString(random.nextLong()));
            commands.add(new Command.Checkpoint(token, state, processed, millis));
        }
        if (ended) {
            JobResult result = new JobResult("", "", Document.of("bytes", processed));
            commands.add(new Command.Finish(token, Ending.COMPLETED, result, processed, millis));
        }
        return commands;
    }

    private static JobCreated definition(long id, long total) {
        ResourceRef volume = ResourceRef.of("pool", "images").child("volume", "disk-" + id + ".qcow2");
        return new JobCreated(
                "wipe",
                1,
                JobClass.ASYNC,
                List.of(Claim.exclusive(volume)),
                Document.of("algorithm", "random", "size", total),
                RecoveryPolicy.RESUME,
                "admin",
                "volWipe");
    }

    @Override
    public void close() {
        ledger.close();
    }
}

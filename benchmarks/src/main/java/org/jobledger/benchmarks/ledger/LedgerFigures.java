package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;

/**
 * What the ledger costs with its tables: bytes written for each event at one event a group, and events per second that 256 callers get
 * over a minute, how far the tables lag behind then and how long they take to catch up.
 *
 * <p>Arguments: seconds of the long run (default 60), directory. Bytes are those handed to write calls.
 */
public final class LedgerFigures {
    private static final int CALLERS = 256;
    /** As in {@link AppendBenchmark}; what falls behind meanwhile is in the lag that is reported. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final int SINGLE_EVENTS = 20_000;
    private static final JobCreated DEFINITION = new JobCreated(
            "bench", 1, JobClass.ASYNC, List.of(), Document.empty(), RecoveryPolicy.FAIL, "bench", "bench");
    private static final Document STATE = Document.of("offset", 123_456_789, "pass", 2, "seed", "0123456789abcdef");

    private final Path directory;

    private LedgerFigures(Path directory) {
        this.directory = directory;
    }

    /** Runs it and prints the figures. */
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        Path base = Files.createTempDirectory(
                args.length > 1 ? Path.of(args[1]) : Path.of(System.getProperty("java.io.tmpdir")), "ledger-figures");
        try {
            new LedgerFigures(base.resolve("one")).bytesPerEvent();
            new LedgerFigures(base.resolve("many")).sustained(seconds);
        } finally {
            AppendBenchmark.remove(base);
        }
    }

    private Ledger open() {
        return Ledger.open(new LedgerSettings(
                directory,
                OpenMode.RECOVER,
                Durability.POWER_LOSS,
                64L * 1024 * 1024,
                EngineClock.system(),
                new RealDisk()));
    }

    /** The tables are closed before the end is taken, so that all that H2 writes late is in it. */
    private void bytesPerEvent() throws IOException {
        try (Ledger ledger = open()) {
            Projector tables = Projector.start(ledger.log(), TablePlace.owned(ledger.directory()));
            long before;
            try (tables) {
                WorkerToken token = begin(ledger, 1);
                tables.awaitApplied(ledger.log().forcedPosition(), Duration.ofSeconds(60));
                before = WrittenBytes.ofThisProcess();
                for (int i = 1; i <= SINGLE_EVENTS; i++) {
                    ledger.append(LedgerCommand.ForJob.of(1, new Command.Checkpoint(token, STATE, i, i)));
                }
            }
            System.out.printf(
                    "bytes written for each event, one event a group, tables included: %d%n",
                    (WrittenBytes.ofThisProcess() - before) / SINGLE_EVENTS);
        }
    }

    private static WorkerToken begin(Ledger ledger, long id) {
        JobState job = ledger.append(
                        LedgerCommand.ForJob.of(id, new Command.Submit(DEFINITION), new Command.Start(false, "bench")))
                .job();
        if (job == null) {
            throw new IllegalStateException("no job");
        }
        return job.token();
    }

    private void sustained(long seconds) throws InterruptedException {
        try (Ledger ledger = open();
                Projector tables = Projector.start(ledger.log(), TablePlace.owned(ledger.directory()))) {
            AtomicLong end = new AtomicLong(Long.MAX_VALUE);
            List<Thread> callers = new ArrayList<>();
            for (long id = 1; id <= CALLERS; id++) {
                long job = id;
                WorkerToken token = begin(ledger, job);
                callers.add(new Thread(() -> append(ledger, job, token, end)));
            }
            tables.awaitApplied(ledger.log().forcedPosition(), Duration.ofMinutes(1));
            callers.forEach(Thread::start);
            Thread.sleep(WARM_UP.toMillis());
            ThreadTimes then = ThreadTimes.now();
            long start = System.nanoTime();
            long first = ledger.log().forcedPosition();
            end.set(start + seconds * 1_000_000_000);
            for (Thread caller : callers) {
                caller.join();
            }
            long ended = System.nanoTime();
            ThreadTimes now = ThreadTimes.now();
            long events = ledger.log().forcedPosition() - first;
            long behind = ledger.log().forcedPosition() - tables.appliedPosition();
            tables.awaitApplied(ledger.log().forcedPosition(), Duration.ofMinutes(10));
            System.out.printf(
                    "%d callers, %d s, tables behind them: %.0f durable events/s; tables %d events behind at the end, caught up %.1f s later%n",
                    CALLERS, seconds, events / ((ended - start) / 1e9), behind, (System.nanoTime() - ended) / 1e9);
            System.out.println(now.textSince(then, events));
        }
    }

    private static void append(Ledger ledger, long job, WorkerToken token, AtomicLong end) {
        for (long i = 1; System.nanoTime() < end.get(); i++) {
            ledger.append(LedgerCommand.ForJob.of(job, new Command.Checkpoint(token, STATE, i, i)));
        }
    }
}

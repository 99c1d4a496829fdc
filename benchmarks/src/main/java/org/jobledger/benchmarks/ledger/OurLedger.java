package org.jobledger.benchmarks.ledger;

import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** The ledger at its default durability, with or without its tables behind it: each caller checkpoints a job of its own. */
final class OurLedger implements Contender {
    private static final JobCreated DEFINITION = new JobCreated(
            "bench", 1, JobClass.ASYNC, List.of(), Document.empty(), RecoveryPolicy.FAIL, "bench", "bench");

    private final Ledger ledger;
    private final @Nullable Projector tables;
    private final AtomicLong lastId = new AtomicLong();

    private OurLedger(Path directory, boolean withTables) {
        ledger = Ledger.open(new LedgerSettings(
                directory.resolve("ledger"),
                OpenMode.RECOVER,
                Durability.POWER_LOSS,
                64L * 1024 * 1024,
                EngineClock.system(),
                new RealDisk()));
        tables = withTables ? Projector.start(ledger.log(), TablePlace.owned(ledger.directory())) : null;
    }

    static Contender journal(Path directory) {
        return new OurLedger(directory, false);
    }

    static Contender withTables(Path directory) {
        return new OurLedger(directory, true);
    }

    @Override
    public String name() {
        return tables == null ? "Jobledger, POWER_LOSS, journal alone" : "Jobledger, POWER_LOSS, with its tables";
    }

    @Override
    public Caller caller(int number) {
        long id = lastId.incrementAndGet();
        JobState job = ledger.append(
                        LedgerCommand.ForJob.of(id, new Command.Submit(DEFINITION), new Command.Start(false, "bench")))
                .job();
        if (job == null) {
            throw new IllegalStateException("no job");
        }
        WorkerToken token = job.token();
        Document state = Document.of("offset", 123_456_789, "pass", 2, "seed", "0123456789abcdef0123456789abcdef");
        return n -> ledger.append(LedgerCommand.ForJob.of(id, new Command.Checkpoint(token, state, n, n)));
    }

    @Override
    public void close() {
        if (tables != null) {
            tables.close();
        }
        ledger.close();
    }
}

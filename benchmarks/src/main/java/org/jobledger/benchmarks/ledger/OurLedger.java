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
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;

/** The ledger at its default durability: each caller checkpoints a job of its own. */
final class OurLedger implements Contender {
    private static final JobCreated DEFINITION = new JobCreated(
            "bench", 1, JobClass.ASYNC, List.of(), Document.empty(), RecoveryPolicy.FAIL, "bench", "bench");

    private final Ledger ledger;
    private final AtomicLong lastId = new AtomicLong();

    OurLedger(Path directory) {
        ledger = Ledger.open(new LedgerSettings(
                directory.resolve("ledger"),
                OpenMode.RECOVER,
                Durability.POWER_LOSS,
                64L * 1024 * 1024,
                EngineClock.system(),
                new RealDisk()));
    }

    @Override
    public String name() {
        return "Jobledger, POWER_LOSS";
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
        ledger.close();
    }
}

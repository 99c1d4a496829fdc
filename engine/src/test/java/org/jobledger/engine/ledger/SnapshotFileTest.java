package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot says what reading all history says, or is not used. */
class SnapshotFileTest {
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    private static final JobCreated JOB = new JobCreated(
            "wipe",
            1,
            JobClass.ASYNC,
            List.of(Claim.exclusive(POOL.child("volume", "v"))),
            new Document("{ \"x\" : 1.50 }"),
            RecoveryPolicy.RESUME,
            "me",
            "api");

    @TempDir
    private Path directory;

    private Ledger open(OpenMode mode) {
        return Ledger.open(new LedgerSettings(
                directory.resolve("ledger"),
                mode,
                Durability.POWER_LOSS,
                64 * 1024,
                EngineClock.system(),
                new RealDisk()));
    }

    private void work(int jobs) {
        try (Ledger ledger = open(OpenMode.RECOVER)) {
            long first = ledger.live().lastJobId() + 1;
            for (long id = first; id < first + jobs; id++) {
                JobState job = ledger.append(LedgerCommand.ForJob.of(
                                id, new Command.Submit(keyed(id)), new Command.Start(false, "w")))
                        .job();
                ledger.append(LedgerCommand.ForJob.of(id, new Command.DeclareTotal(job.token(), 10_000, "bytes")));
                ledger.append(LedgerCommand.ForJob.of(
                        id, new Command.Checkpoint(job.token(), Document.of("at", id), id, id)));
                if (id % 3 != 0) {
                    ledger.append(LedgerCommand.ForJob.of(id, new Command.Interrupt()));
                }
            }
            ResourceState before = ledger.live().resource(POOL);
            ledger.append(new LedgerCommand.Define(POOL, before == null ? 0 : before.version(), JOB.parameters()));
        }
    }

    private static JobCreated keyed(long id) {
        return new JobCreated(
                JOB.operation(),
                JOB.handlerVersion(),
                JOB.jobClass(),
                JOB.claims(),
                JOB.parameters(),
                JOB.policy(),
                JOB.principal(),
                JOB.api(),
                JobTerms.PLAIN.key("key \u00e9 " + id));
    }

    private Optional<Snapshot> snapshot() throws IOException {
        Path ledger = directory.resolve("ledger");
        return new SnapshotFile(new RealDisk(), ledger).read(Journal.open(new RealDisk(), ledger.resolve("journal")));
    }

    private LiveState readAll() throws IOException {
        LiveState live = new LiveState();
        Replay replay = Replay.run(
                Journal.open(new RealDisk(), directory.resolve("ledger").resolve("journal")), Optional.empty(), live);
        assertThat(replay.read()).isEqualTo(replay.head().position());
        return live;
    }

    @Test
    void itSaysWhatReadingAllHistorySays() throws IOException {
        work(200);
        Snapshot snapshot = snapshot().orElseThrow();
        LiveState all = readAll();
        assertThat(snapshot.jobs()).isEqualTo(List.copyOf(all.jobs())).hasSize(200);
        assertThat(snapshot.resources()).containsExactlyInAnyOrderElementsOf(all.resources());
        assertThat(snapshot.lastJobId()).isEqualTo(all.lastJobId());
        LiveState restored = new LiveState();
        Replay replay = Replay.run(
                Journal.open(new RealDisk(), directory.resolve("ledger").resolve("journal")),
                Optional.of(snapshot),
                restored);
        assertThat(replay.read()).isZero();
        for (long id = 1; id <= 200; id++) {
            JobCreated asked = keyed(id);
            assertThat(restored.jobUnder(String.valueOf(asked.terms().key()), asked))
                    .isEqualTo(all.jobUnder(String.valueOf(asked.terms().key()), asked))
                    .hasValue(id);
        }
        assertThat(List.copyOf(restored.jobs())).isEqualTo(List.copyOf(all.jobs()));
        assertThat(restored.now(7))
                .as("with its estimate")
                .isEqualTo(all.now(7))
                .isNotNull();
        assertThat(snapshot.estimates())
                .isEqualTo(all.capture(snapshot.head(), snapshot.atMicros()).estimates())
                .hasSizeGreaterThan(10_000);
    }

    @Test
    void itIsTakenWhenASegmentIsFollowedByAnotherAndTheRestIsRead() throws IOException {
        work(400);
        Path file = directory.resolve("ledger").resolve("snapshot");
        assertThat(new RealDisk().list(directory.resolve("ledger").resolve("journal")))
                .hasSizeGreaterThan(3);
        byte[] old = Files.readAllBytes(file);
        work(10);
        Files.write(file, old);
        Ledger ledger = open(OpenMode.INSPECT);
        assertThat(List.copyOf(ledger.live().jobs()))
                .isEqualTo(List.copyOf(readAll().jobs()));
    }

    @Test
    void oneThatIsDamagedAnywhereOrCutIsNotUsed() throws IOException {
        work(3);
        Path file = directory.resolve("ledger").resolve("snapshot");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThat(snapshot()).as("byte %d", i).isEmpty();
        }
        Files.write(file, Arrays.copyOf(good, 10));
        assertThat(snapshot()).isEmpty();
        assertThat(List.copyOf(open(OpenMode.INSPECT).live().jobs()))
                .isEqualTo(List.copyOf(readAll().jobs()));
    }

    @Test
    void oneOfAnotherLedgerIsNotUsed() throws IOException {
        work(3);
        Path ledger = directory.resolve("ledger");
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(ledger, elsewhere);
        work(3);
        Files.write(ledger.resolve("snapshot"), Files.readAllBytes(elsewhere.resolve("snapshot")));
        assertThat(snapshot()).isEmpty();
    }
}

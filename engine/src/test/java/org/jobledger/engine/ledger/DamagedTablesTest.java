package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jobledger.engine.Verification;
import org.jobledger.engine.audit.Verifier;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the file of the tables: they are right again, or {@code verify} says what is wrong; never a silent wrong answer. */
class DamagedTablesTest {
    private static final int FLIPS = SoakBudget.of("soak.tableFlips", 12, 200);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MemoryLog log = Histories.mixed();
    private Map<String, List<String>> expected = Map.of();
    private byte[] sound = new byte[0];
    private byte[] older = new byte[0];

    @BeforeEach
    void makeTables() throws IOException {
        older = make();
        for (long job = 10; job < 40; job++) {
            Histories.completedJob(log, job, 2);
        }
        sound = make();
        expected = Tables.expected(log.events());
    }

    private byte[] make() throws IOException {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
        }
        return Files.readAllBytes(file());
    }

    private Projector start() {
        return Projector.start(log, TablePlace.owned(directory));
    }

    private Path file() {
        return directory.resolve("ledger.mv.db");
    }

    /** What came of damaged tables. */
    private enum Outcome {
        AS_IF_NOTHING_HAD_BEEN,
        MADE_AGAIN,
        WRONG_AND_FOUND_BY_VERIFY
    }

    private Outcome open(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            List<Verification.Check> wrong;
            try (TablesSnapshot snapshot = projector.snapshot()) {
                wrong = Verifier.verify(log, snapshot).checks().stream()
                        .filter(check -> !check.sound())
                        .toList();
            }
            if (!wrong.isEmpty()) {
                return Outcome.WRONG_AND_FOUND_BY_VERIFY;
            }
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(expected);
            return projector.rebuiltBecause().isPresent() ? Outcome.MADE_AGAIN : Outcome.AS_IF_NOTHING_HAD_BEEN;
        } catch (RuntimeException e) {
            // Not silent: who reads a page that is broken is told, and the projector makes the tables again.
            assertThat(e).hasMessageNotContaining("NullPointer");
            return Outcome.WRONG_AND_FOUND_BY_VERIFY;
        }
    }

    @Test
    void aFlippedBitAnywhereIsNeverASilentWrongAnswer() throws IOException {
        Map<Outcome, Integer> outcomes = new TreeMap<>();
        for (int seed = 0; seed < FLIPS; seed++) {
            Random lot = new Random(seed);
            byte[] bytes = sound.clone();
            bytes[lot.nextInt(bytes.length)] ^= (byte) (1 << lot.nextInt(8));
            outcomes.merge(open(bytes), 1, Integer::sum);
        }
        System.out.println("bits flipped in the tables: " + outcomes);
    }

    @Test
    void aFileThatWasCutIsMadeAgain() throws IOException {
        for (int seed = 0; seed < FLIPS / 4; seed++) {
            byte[] bytes = Arrays.copyOf(sound, new Random(seed).nextInt(sound.length));
            assertThat(open(bytes)).isNotEqualTo(Outcome.WRONG_AND_FOUND_BY_VERIFY);
        }
    }

    @Test
    void anOlderCopyCatchesUp() throws IOException {
        assertThat(open(older)).isEqualTo(Outcome.AS_IF_NOTHING_HAD_BEEN);
    }

    @Test
    void aFileThatIsMissingIsMadeAgain() throws IOException {
        Files.delete(file());
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(expected);
        }
    }
}

package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An owner compresses closed segments by itself while it works. */
@Timeout(60)
class CompressionThreadTest {
    private static final int SEGMENT = 64 * 1024;

    @TempDir
    private Path directory;

    private final FailingDisk disk = new FailingDisk(new RealDisk());

    private Ledger open() {
        return Ledger.open(new LedgerSettings(
                directory.resolve("ledger"),
                OpenMode.HOLD,
                Durability.POWER_LOSS,
                SEGMENT,
                EngineClock.system(),
                disk));
    }

    private List<String> journal(String ending) throws IOException {
        return disk.list(directory.resolve("ledger").resolve("journal")).stream()
                .filter(name -> name.endsWith(ending))
                .toList();
    }

    /** Fills so many segments and more. */
    private static void fill(Ledger ledger, int segments) {
        int count = ((Journal) ledger.log()).segments().size() + segments;
        Document text = Document.of("text", "x".repeat(1000));
        while (((Journal) ledger.log()).segments().size() <= count) {
            List<CompletableFuture<Appended>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> ledger.appendAsync(
                            new LedgerCommand.Define(ResourceRef.of("pool", "p" + System.nanoTime()), 0, text)))
                    .toList();
            answers.forEach(ledger::await);
        }
    }

    private void awaitPlain(int count) throws IOException {
        while (journal(".journal").size() > count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void segmentsAreCompressedWhileWorkGoesOnAndReadAfterwards() throws IOException {
        List<StoredEvent> log;
        try (Ledger ledger = open()) {
            fill(ledger, 5);
            awaitPlain(2);
            assertThat(journal(".gz")).hasSizeGreaterThanOrEqualTo(4);
            fill(ledger, 2);
            awaitPlain(2);
            log = Logs.read(ledger.log());
        }
        try (Ledger again = open()) {
            awaitPlain(3);
            Compression.requireBegins(Logs.read(again.log()), log);
        }
    }

    @Test
    void whatADiskRefusesIsCompressedAtTheNextOccasion() throws IOException {
        try (Ledger ledger = open()) {
            disk.failAfter(
                    0, "No space left on device", step -> step.path().toString().contains(".gz"));
            fill(ledger, 3);
            while (disk.failed() == null) {
                Thread.onSpinWait();
            }
            assertThat(journal(".gz")).isEmpty();
            disk.mend();
            fill(ledger, 1);
            awaitPlain(2);
            Logs.requireChained(Logs.read(ledger.log()));
        }
    }

    @Test
    void aCloseGivesUpWhatIsBeingCompressedAndLeavesNoDraft() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (Ledger ledger = open()) {
                fill(ledger, 2);
            }
            assertThat(disk.list(directory.resolve("ledger").resolve("journal")))
                    .noneMatch(name -> name.contains(".new"));
        }
        try (Ledger ledger = open()) {
            Logs.requireChained(Logs.read(ledger.log()));
        }
    }
}

package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a ledger while its owner writes: what is seen is history, and the owner's haste is never taken for damage. */
class InspectionTest {
    private static final int ROUNDS = 800;

    @TempDir
    Path directory;

    private LedgerSettings settings(OpenMode mode) {
        return new LedgerSettings(
                directory, mode, Durability.POWER_LOSS, 64 * 1024, EngineClock.system(), new RealDisk());
    }

    @Test
    void aLedgerCanBeInspectedWhileItsOwnerWrites() {
        try (Ledger ledger = Ledger.open(settings(OpenMode.HOLD))) {
            Work work = new Work(new Acknowledged(), new Random(1), 900, false);
            Thread owner = new Thread(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    work.on(ledger, 2);
                }
            });
            owner.start();
            int before = 0;
            while (owner.isAlive()) {
                Ledger seen = Ledger.open(settings(OpenMode.INSPECT));
                List<StoredEvent> log = Logs.read(seen.log());
                Logs.requireChained(log);
                assertThat(log).hasSizeGreaterThanOrEqualTo(before);
                before = log.size();
            }
        }
    }
}

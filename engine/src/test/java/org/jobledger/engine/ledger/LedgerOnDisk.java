package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;

/** A ledger on a disk in memory, opened as on a real one but without the lock of an operating system. */
final class LedgerOnDisk {
    static final Path HOME = Path.of("/home");
    static final Path LEDGER = HOME.resolve("ledger");
    static final Path JOURNAL = LEDGER.resolve("journal");

    static final Ownership NOBODY_ELSE = new Ownership() {
        @Override
        public void require() {}

        @Override
        public void close() {}
    };

    private LedgerOnDisk() {}

    /** Opens it as its owner, with segments of a size. */
    static Ledger own(Disk disk, long segmentBytes) throws IOException {
        return own(disk, segmentBytes, Durability.POWER_LOSS, NOBODY_ELSE);
    }

    static Ledger own(Disk disk, long segmentBytes, Durability durability) throws IOException {
        return own(disk, segmentBytes, durability, NOBODY_ELSE);
    }

    static Ledger own(Disk disk, long segmentBytes, Durability durability, Ownership ownership) throws IOException {
        disk.makeDirectory(HOME);
        disk.makeDirectory(LEDGER);
        LedgerDirectory directory = new LedgerDirectory(LEDGER);
        directory.requireOurs(disk);
        LedgerSettings settings =
                new LedgerSettings(LEDGER, OpenMode.HOLD, durability, segmentBytes, EngineClock.system(), disk);
        return LedgerOpening.own(settings, directory, ownership);
    }

    /** Opens it to look at it. */
    static Ledger inspect(Disk disk) throws IOException {
        LedgerSettings settings =
                new LedgerSettings(LEDGER, OpenMode.INSPECT, Durability.POWER_LOSS, 0, EngineClock.system(), disk);
        return LedgerOpening.inspect(settings, new LedgerDirectory(LEDGER));
    }
}

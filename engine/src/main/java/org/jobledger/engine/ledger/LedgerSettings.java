package org.jobledger.engine.ledger;

import java.nio.file.Path;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;

/**
 * How a ledger is opened.
 *
 * @param directory where it is
 * @param mode how: {@link OpenMode#INSPECT} takes no lock and writes nothing
 * @param durability what acknowledged events are safe against
 * @param segmentBytes the size at which a segment is followed by another, bytes
 * @param clock where times come from
 * @param disk what is beneath the journal
 * @param adopt whether a copy may be made a ledger of its own
 * @param fullCheck whether an owner reads all history first, and makes again what is damaged where the tables prove it
 */
public record LedgerSettings(
        Path directory,
        OpenMode mode,
        Durability durability,
        long segmentBytes,
        EngineClock clock,
        Disk disk,
        boolean adopt,
        boolean fullCheck) {

    /** Has errors of the disk name the file. */
    public LedgerSettings {
        disk = NamingDisk.over(disk);
    }

    /** The same for a ledger that is no copy. */
    public LedgerSettings(
            Path directory, OpenMode mode, Durability durability, long segmentBytes, EngineClock clock, Disk disk) {
        this(directory, mode, durability, segmentBytes, clock, disk, false, false);
    }

    /** The same for an opening that reads only the tail. */
    public LedgerSettings(
            Path directory,
            OpenMode mode,
            Durability durability,
            long segmentBytes,
            EngineClock clock,
            Disk disk,
            boolean adopt) {
        this(directory, mode, durability, segmentBytes, clock, disk, adopt, false);
    }
}

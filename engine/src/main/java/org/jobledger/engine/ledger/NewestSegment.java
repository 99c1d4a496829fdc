package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jobledger.engine.LedgerDamagedException;

/**
 * The file {@code newest} of a journal: which segment was begun last. Without it nobody would miss that one, as no header links to it.
 *
 * <pre>
 *  0  "JLNEWEST"                    8
 *  8  first position of the segment 8
 * 16  epoch                         8
 * 24  CRC-32C of all before it      4
 * </pre>
 *
 * <p>Written in place when the segment is durable and before anything is acknowledged in it, so that it never names one that was not there, and
 * names each one that holds something acknowledged. It lies within one sector: a cut leaves the old one or the new one. A file that is not
 * whole, or missing as in ledgers of release 0.1.0, tells nothing.
 *
 * @param firstPosition where the segment begins
 * @param epoch its epoch
 */
record NewestSegment(long firstPosition, long epoch) {
    static final String NAME = "newest";
    private static final long MAGIC = 0x4A4C4E4557455354L;
    private static final int BYTES = 28;
    private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

    /** What was written down, where it is whole. */
    static Optional<NewestSegment> read(Disk disk, Path journal) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        try (DiskFile file = disk.open(journal.resolve(NAME))) {
            file.read(bytes, 0);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        bytes.rewind();
        return bytes.getLong(0) == MAGIC && bytes.getInt(CHECKED_BYTES) == checksum(bytes)
                ? Optional.of(new NewestSegment(bytes.getLong(Long.BYTES), bytes.getLong(2 * Long.BYTES)))
                : Optional.empty();
    }

    /** Writes it down; returns when it is durable. */
    void write(Disk disk, Path journal) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(firstPosition).putLong(epoch);
        bytes.putInt(checksum(bytes)).flip();
        Path path = journal.resolve(NAME);
        boolean there = disk.list(journal).contains(NAME);
        try (DiskFile file = there ? disk.openForWriting(path) : disk.create(path)) {
            file.write(bytes, 0);
            file.force(true);
        }
        if (!there) {
            disk.forceDirectory(journal);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) crc.getValue();
    }

    /**
     * Misses it in a journal.
     *
     * @param segments the history that was found
     * @param end the position where it ends
     * @throws LedgerDamagedException if it ends before this segment, which is not there
     */
    void requireIn(Path journal, List<Segment> segments, long end) {
        boolean there = segments.stream().anyMatch(segment -> isAtLeast(segment.header()));
        if (!there && end < firstPosition) {
            throw new LedgerDamagedException("journal segment " + SegmentHeader.fileName(firstPosition, epoch)
                    + " is missing in " + journal + ": it was the newest, and position " + firstPosition
                    + " and those after it cannot be read (an opening with a full check makes again what the tables hold of them;"
                    + " where the file '" + NAME + "' is of another time than the journal, removing it helps)");
        }
    }

    private boolean isAtLeast(SegmentHeader header) {
        return header.epoch() > epoch || (header.epoch() == epoch && header.firstPosition() >= firstPosition);
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * The files of segments, in their two forms:
 *
 * <pre>
 * 0000000000000000001-0000000001.journal                     as it was written
 * 0000000000000000001-0000000001.journal.gz                  gzip of the bytes that are history, once another segment follows
 * 0000000000000000001-0000000001.journal.gz.new-0000000007   the same, which the owner of epoch 7 has not finished
 * </pre>
 *
 * Where both forms are there, the plain one is read if it is whole. A plain file may be replaced by a compressed one at any time, never the
 * other way round; who has it open reads on.
 *
 * @param disk what is beneath
 * @param directory where they are
 */
record SegmentFiles(Disk disk, Path directory) {
    /** What follows the name of a segment in that of its compressed form. */
    static final String COMPRESSED = ".gz";

    /** The path of a file. */
    Path path(String name) {
        return directory.resolve(name);
    }

    /** A segment as it was written, if it is there in this form. */
    Optional<DiskFile> plain(String segment) throws IOException {
        try {
            return Optional.of(disk.open(path(segment)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A segment from its compressed form, if it is there in this form. */
    Optional<DiskFile> compressed(String segment) throws IOException {
        try {
            return Optional.of(new CompressedFile(disk.open(path(segment + COMPRESSED))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a segment for reading.
     *
     * @throws LedgerDamagedException if it is not there any more
     */
    DiskFile open(Segment segment) throws IOException {
        String name = segment.header().fileName();
        Optional<DiskFile> plain = plain(name);
        if (plain.isPresent() && holds(plain.get(), segment)) {
            return plain.get();
        }
        Optional<DiskFile> compressed = compressed(name);
        if (compressed.isPresent() && plain.isPresent()) {
            plain.get().close();
        }
        return compressed
                .or(() -> plain)
                .orElseThrow(() -> new LedgerDamagedException("journal segment " + name + " is missing: position "
                        + segment.header().firstPosition() + " and those after it cannot be read"));
    }

    /** The first position that a damaged segment does not give any more. */
    long firstUnreadable(Segment segment) throws IOException {
        long next = segment.header().firstPosition();
        try (SegmentReader reader = new SegmentReader(open(segment))) {
            for (@Nullable ByteBuffer frame = reader.next(segment.length());
                    frame != null;
                    frame = reader.next(segment.length())) {
                next = GroupFrame.head(frame).lastPosition() + 1;
            }
        }
        return next;
    }

    /** Whether an open file holds all history of a segment, as far as its header and its length say. */
    static boolean holds(DiskFile file, Segment segment) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(header, 0);
        return header.flip().equals(segment.header().encode()) && file.length() >= segment.length();
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest segment ends.
 *
 * @param segment the segment, with the length of its history
 * @param sealed whether its owner closed it cleanly
 * @param lastPosition the position of its last event; the one before its first where it has none
 * @param torn whether bytes of a group that was never acknowledged stand behind its end
 */
record SegmentTail(Segment segment, boolean sealed, long lastPosition, boolean torn) {

    /**
     * Finds the end.
     *
     * @throws LedgerDamagedException if a frame is bad that is known to have been forced
     */
    static SegmentTail find(Disk disk, Path directory, Segment newest) throws IOException {
        String name = newest.header().fileName();
        try (SegmentReader reader = SegmentReader.open(disk, directory.resolve(name))) {
            long length = reader.fileLength();
            long expected = newest.header().firstPosition();
            boolean sealed = false;
            long end = reader.offset();
            for (@Nullable GroupFrame frame = next(reader, length);
                    frame != null && !sealed;
                    frame = next(reader, length)) {
                if (frame.epoch() != newest.header().epoch() || frame.firstPosition() != expected) {
                    break;
                }
                expected += frame.count();
                end = reader.offset();
                sealed = frame.seal();
            }
            boolean torn = !sealed && remains(reader, newest, end, length, expected);
            return new SegmentTail(newest.withLength(end), sealed, expected - 1, torn);
        }
    }

    private static @Nullable GroupFrame next(SegmentReader reader, long length) throws IOException {
        ByteBuffer frame = reader.next(length);
        return frame == null ? null : GroupFrame.head(frame);
    }

    /** Looks at what stands behind the end: nothing, a torn group, or a later frame that proves that the end is damage. */
    private static boolean remains(SegmentReader reader, Segment segment, long end, long length, long expected)
            throws IOException {
        boolean torn = false;
        for (long at = end; at + Long.BYTES <= length; at += GroupFrame.ALIGNMENT) {
            reader.seek(at);
            if (reader.peek(length) == 0) {
                continue;
            }
            torn = true;
            GroupFrame later = next(reader, length);
            if (later != null && later.epoch() == segment.header().epoch() && later.forcedBefore() >= expected) {
                throw new LedgerDamagedException(
                        "journal segment " + segment.header().fileName() + " is damaged at byte "
                                + end + ": position " + expected
                                + " was forced to disk but cannot be read (a later group, at byte "
                                + at + ", knows of it)");
            }
        }
        return torn;
    }
}

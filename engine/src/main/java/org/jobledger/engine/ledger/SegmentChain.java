package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a journal are its history: from the segment of the newest epoch back along the links in the headers.
 *
 * <p>Segments that no link leads to (an old owner's that did not know it had lost the ledger) and files whose header is not whole (a
 * creation that was cut off) are no history and stay where they are.
 */
final class SegmentChain {
    private SegmentChain() {}

    /**
     * The segments from the oldest to the newest, with their lengths; that of the newest is the length of its file. Empty for a journal
     * without any segment.
     *
     * @throws LedgerDamagedException if a segment that a header links to is missing, or shorter than the header says
     */
    static List<Segment> load(Disk disk, Path directory) throws IOException {
        Map<String, Segment> byName = new HashMap<>();
        for (String name : disk.list(directory)) {
            if (name.endsWith(".journal")) {
                header(disk, directory.resolve(name), name).ifPresent(segment -> byName.put(name, segment));
            }
        }
        @Nullable
        Segment newest = byName.values().stream()
                .max(Comparator.comparingLong((Segment s) -> s.header().epoch())
                        .thenComparingLong(s -> s.header().firstPosition()))
                .orElse(null);
        Deque<Segment> chain = new ArrayDeque<>();
        while (newest != null) {
            chain.addFirst(newest);
            newest = before(newest, byName);
        }
        return List.copyOf(chain);
    }

    private static @Nullable Segment before(Segment segment, Map<String, Segment> byName) {
        SegmentHeader.Link link = segment.header().previous();
        if (link.equals(SegmentHeader.Link.NONE)) {
            return null;
        }
        Segment previous = byName.get(link.fileName());
        String missing = "journal segment " + link.fileName() + ", which "
                + segment.header().fileName() + " follows, ";
        if (previous == null) {
            throw new LedgerDamagedException(missing + "is missing: positions " + link.firstPosition() + " to "
                    + (segment.header().firstPosition() - 1) + " cannot be read");
        }
        if (previous.length() < link.length()) {
            throw new LedgerDamagedException(
                    missing + "has " + previous.length() + " bytes, should have " + link.length());
        }
        return previous.withLength(link.length());
    }

    private static Optional<Segment> header(Disk disk, Path path, String name) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            file.read(bytes, 0);
            long length = file.length();
            return SegmentHeader.decode(bytes.flip(), name)
                    .filter(header -> header.fileName().equals(name))
                    .map(header -> new Segment(header, length));
        }
    }
}

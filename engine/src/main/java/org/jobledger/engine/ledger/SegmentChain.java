package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a journal are its history: from the segment of the newest epoch back along the links in the headers.
 *
 * <p>Segments that no link leads to (an old owner's that did not know it had lost the ledger) are no history and stay where they are. A
 * file without a whole header and without anything behind it is a creation that was cut off. Files of other names are not looked at.
 *
 * @param segments the history, from the oldest to the newest; the length of the newest is that of its file
 * @param highestEpoch the highest epoch in the name of a file, 0 where there is none
 * @param cutOff the names of the files whose creation was cut off
 */
record SegmentChain(List<Segment> segments, long highestEpoch, List<String> cutOff) {
    private static final Pattern NAME = Pattern.compile("\\d{19}-(\\d{10,18})\\.journal");
    private static final int READ_AT_ONCE = 64 * 1024;

    /**
     * Finds the history in a directory.
     *
     * @throws LedgerDamagedException if a segment that a header links to is missing or too short, if a file has lost its header, or
     *     holds the segment of another name
     */
    static SegmentChain load(Disk disk, Path directory) throws IOException {
        Map<String, Segment> byName = new HashMap<>();
        List<String> cutOff = new ArrayList<>();
        List<String> names =
                disk.list(directory).stream().filter(name -> epochOf(name) > 0).toList();
        for (String name : names) {
            Optional<Segment> segment = read(disk, directory.resolve(name), name);
            segment.ifPresentOrElse(found -> byName.put(name, found), () -> cutOff.add(name));
        }
        long highest = names.stream().mapToLong(SegmentChain::epochOf).max().orElse(0);
        return new SegmentChain(linked(byName), highest, List.copyOf(cutOff));
    }

    /** The epoch in the name of a segment, 0 in any other name. */
    static long epochOf(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Long.parseLong(parts.group(1)) : 0;
    }

    private static List<Segment> linked(Map<String, Segment> byName) {
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

    private static Optional<Segment> read(Disk disk, Path path, String name) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            file.read(bytes, 0);
            Optional<SegmentHeader> header = SegmentHeader.decode(bytes.flip(), name);
            if (header.isEmpty()) {
                requireNothingBehind(file, name);
            } else if (!header.get().fileName().equals(name)) {
                throw new LedgerDamagedException(
                        "journal segment " + name + " is not there: the file of that name holds "
                                + header.get().fileName());
            }
            long length = file.length();
            return header.map(whole -> new Segment(whole, length));
        }
    }

    /** A header is durable before anything stands behind it: where something does, the header was damaged. */
    private static void requireNothingBehind(DiskFile file, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE);
        for (long at = SegmentHeader.BYTES; at < file.length(); at += READ_AT_ONCE) {
            file.read(bytes.clear(), at);
            bytes.flip();
            while (bytes.hasRemaining()) {
                if (bytes.get() != 0) {
                    throw new LedgerDamagedException("journal segment " + name + " is damaged: its header, bytes 0 to "
                            + (SegmentHeader.BYTES - 1) + ", cannot be read, but there are events behind it");
                }
            }
        }
    }
}

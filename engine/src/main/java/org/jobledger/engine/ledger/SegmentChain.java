package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Pattern NAME = Pattern.compile("((\\d{19})-(\\d{10,18})\\.journal)(\\.gz)?");

    /**
     * Finds the history in a directory.
     *
     * @throws LedgerDamagedException if a segment that a header links to is missing or too short, if a file has lost its header, or
     *     holds the segment of another name
     */
    static SegmentChain load(Disk disk, Path directory) throws IOException {
        SegmentFiles files = new SegmentFiles(disk, directory);
        Set<String> listed = Set.copyOf(disk.list(directory));
        Map<String, SegmentForms> byName = new HashMap<>();
        List<String> cutOff = new ArrayList<>();
        for (String name : segmentsIn(listed)) {
            SegmentForms found = SegmentForms.find(files, name, listed);
            if (found.forms().isEmpty()) {
                cutOff.add(name);
            } else {
                byName.put(name, found);
            }
        }
        long highest = segmentsIn(listed).stream()
                .mapToLong(SegmentChain::epochOf)
                .max()
                .orElse(0);
        return new SegmentChain(linked(files, byName), highest, List.copyOf(cutOff));
    }

    /** The names of the segments among those of files, in either form. */
    static Set<String> segmentsIn(Set<String> files) {
        Set<String> names = new TreeSet<>();
        for (String file : files) {
            Matcher parts = NAME.matcher(file);
            if (parts.matches()) {
                names.add(parts.group(1));
            }
        }
        return names;
    }

    /** The epoch in the name of a segment, in either form; 0 in any other name. */
    static long epochOf(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Long.parseLong(parts.group(3)) : 0;
    }

    /** The first position in the name of a segment, in either form; 0 in any other name. */
    static long positionOf(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Long.parseLong(parts.group(2)) : 0;
    }

    private static List<Segment> linked(SegmentFiles files, Map<String, SegmentForms> byName) throws IOException {
        Deque<Segment> chain = new ArrayDeque<>();
        @Nullable
        Segment next = byName.entrySet().stream()
                .max(Comparator.comparingLong((Map.Entry<String, SegmentForms> found) -> epochOf(found.getKey()))
                        .thenComparingLong(found -> positionOf(found.getKey())))
                .map(found -> newest(found.getKey(), found.getValue()))
                .orElse(null);
        while (next != null) {
            chain.addFirst(next);
            next = before(next, files, byName);
        }
        return List.copyOf(chain);
    }

    private static Segment newest(String name, SegmentForms found) {
        SegmentForms.Form form = found.holding(0);
        if (form.compressed()) {
            throw new LedgerDamagedException("journal segment " + name + " is compressed, so another one followed it,"
                    + " which is missing: the positions after it cannot be read");
        }
        return form.segment();
    }

    private static @Nullable Segment before(Segment segment, SegmentFiles files, Map<String, SegmentForms> byName)
            throws IOException {
        SegmentHeader.Link link = segment.header().previous();
        if (link.equals(SegmentHeader.Link.NONE)) {
            return null;
        }
        SegmentForms found = byName.get(link.fileName());
        String missing = "journal segment " + link.fileName() + ", which "
                + segment.header().fileName() + " follows, ";
        if (found == null) {
            throw new LedgerDamagedException(missing + "is missing: positions " + link.firstPosition() + " to "
                    + (segment.header().firstPosition() - 1) + " cannot be read");
        }
        Segment previous = found.holding(link.length()).segment();
        if (previous.length() < link.length()) {
            throw new LedgerDamagedException(missing + "has " + previous.length() + " bytes, should have "
                    + link.length() + ": position " + files.firstUnreadable(previous) + " cannot be read");
        }
        return previous.withLength(link.length());
    }
}

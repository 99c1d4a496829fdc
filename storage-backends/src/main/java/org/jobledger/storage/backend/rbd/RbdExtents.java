package org.jobledger.storage.backend.rbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.ProgramPipe;

/** Where an image has data, as {@code rbd diff} says it; what lies beside each other is one range. Immutable once it is read. */
final class RbdExtents {
    private static final Pattern EXTENT =
            Pattern.compile("\"offset\":\\s*(\\d+),\\s*\"length\":\\s*(\\d+),\\s*\"exists\":\\s*\"true\"\\s*\\}");
    private static final int PIECE = 1 << 16;

    private final TreeMap<Long, Long> ends = new TreeMap<>();

    private RbdExtents() {}

    /** Reads what a program says, to its end: of a large image it is long, so only the ranges are kept. */
    static RbdExtents of(ProgramPipe said) throws IOException {
        RbdExtents extents = new RbdExtents();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        String rest = "";
        while (said.read(piece) >= 0) {
            rest = extents.taken(rest + StandardCharsets.US_ASCII.decode(piece.flip()));
            piece.clear();
        }
        return extents;
    }

    /** Takes all that is whole, and says what is left over. */
    private String taken(String text) {
        Matcher found = EXTENT.matcher(text);
        int end = 0;
        while (found.find()) {
            end = found.end();
            long from = Long.parseLong(found.group(1));
            add(from, from + Long.parseLong(found.group(2)));
        }
        return text.substring(Math.max(end, text.lastIndexOf('{') < 0 ? 0 : text.lastIndexOf('{')));
    }

    private void add(long from, long to) {
        Map.Entry<Long, Long> before = ends.floorEntry(from);
        boolean touches = before != null && before.getValue() >= from;
        ends.merge(touches ? before.getKey() : from, to, Math::max);
    }

    /** The first data at or after an offset; empty and at the end where there is none. */
    DataRange data(long offset, long size) {
        Map.Entry<Long, Long> around = ends.floorEntry(offset);
        if (around != null && around.getValue() > offset) {
            return new DataRange(offset, Math.min(around.getValue(), size));
        }
        Map.Entry<Long, Long> next = ends.higherEntry(offset);
        return next == null || next.getKey() >= size
                ? new DataRange(size, size)
                : new DataRange(next.getKey(), Math.min(next.getValue(), size));
    }
}

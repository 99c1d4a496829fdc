package org.jobledger.engine.ledger.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file or a directory of a {@link PowerCutDisk}: its contents as processes see them, as they are durable, and what is between. */
final class Node {
    private final boolean directory;
    private final List<Unforced> unforced = new ArrayList<>();
    private byte[] seen = new byte[0];
    private int length;
    private byte[] durable = new byte[0];
    private int durableLength;

    /** Bytes that were written and not forced. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Unforced(byte[] bytes, int offset) {
        int end() {
            return offset + bytes.length;
        }
    }

    Node(boolean directory) {
        this.directory = directory;
    }

    boolean directory() {
        return directory;
    }

    int length() {
        return length;
    }

    void write(byte[] bytes, long offset) {
        int at = Math.toIntExact(offset);
        seen = roomFor(seen, at + bytes.length);
        System.arraycopy(bytes, 0, seen, at, bytes.length);
        length = Math.max(length, at + bytes.length);
        unforced.add(new Unforced(bytes, at));
    }

    void read(ByteBuffer target, long offset) {
        int at = Math.toIntExact(Math.min(offset, length));
        target.put(seen, at, Math.min(target.remaining(), length - at));
    }

    void truncate(long newLength) {
        int to = Math.toIntExact(newLength);
        if (to < length) {
            Arrays.fill(seen, to, length, (byte) 0);
        }
        seen = roomFor(seen, to);
        length = to;
    }

    /** Makes the contents durable; without metadata only as far as the durable length goes. */
    void force(boolean metadata) {
        if (metadata) {
            durableLength = length;
        }
        durable = roomFor(durable, durableLength);
        Arrays.fill(durable, durableLength, durable.length, (byte) 0);
        List<Unforced> beyond = new ArrayList<>();
        for (Unforced write : unforced) {
            keep(write.bytes(), 0, write.offset(), Math.min(write.bytes().length, durableLength - write.offset()));
            if (write.end() > durableLength && write.end() <= length) {
                beyond.add(write);
            }
        }
        unforced.clear();
        unforced.addAll(beyond);
    }

    /** The power is cut: of the unforced that is kept which survives. */
    void cut(Survival survival) {
        if (length != durableLength && survival.keepsLength()) {
            durableLength = length;
        }
        durable = roomFor(durable, durableLength);
        for (Unforced write : unforced) {
            if (survival.keepsWrite()) {
                keepSectors(write, survival);
            }
        }
        unforced.clear();
        Arrays.fill(durable, durableLength, durable.length, (byte) 0);
        seen = Arrays.copyOf(durable, durableLength);
        length = durableLength;
    }

    private void keepSectors(Unforced write, Survival survival) {
        int from = write.offset();
        int end = Math.min(write.end(), durableLength);
        while (from < end) {
            int to = Math.min(end, (from / survival.sector() + 1) * survival.sector());
            if (survival.keepsSector()) {
                keep(write.bytes(), from - write.offset(), from, to - from);
            }
            from = to;
        }
    }

    private void keep(byte[] bytes, int from, int to, int count) {
        if (count > 0) {
            System.arraycopy(bytes, from, durable, to, count);
        }
    }

    private static byte[] roomFor(byte[] bytes, int wanted) {
        return wanted <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.max(wanted, Math.min(2 * bytes.length, wanted + 65536)));
    }
}

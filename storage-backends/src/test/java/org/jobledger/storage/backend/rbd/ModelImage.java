package org.jobledger.storage.backend.rbd;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** An image of {@link ModelOfCeph}: its bytes, where they were written, and its snapshots. */
final class ModelImage {
    private static final int OBJECT = 4096;

    final String id;
    final String parent;
    final Map<String, Snapshot> snapshots = new TreeMap<>();
    byte[] bytes;
    final BitSet written;
    int modified;

    /** What an image was once. */
    static final class Snapshot {
        final byte[] bytes;
        final BitSet written;
        boolean secured;

        Snapshot(ModelImage of) {
            bytes = of.bytes.clone();
            written = (BitSet) of.written.clone();
        }
    }

    private ModelImage(String id, String parent, byte[] bytes, BitSet written) {
        this.id = id;
        this.parent = parent;
        this.bytes = bytes;
        this.written = written;
    }

    static ModelImage blank(String id, int size) {
        return new ModelImage(id, "", new byte[size], new BitSet());
    }

    static ModelImage layer(String id, String parent, Snapshot on) {
        return new ModelImage(id, parent, on.bytes.clone(), (BitSet) on.written.clone());
    }

    void resize(int size) {
        bytes = Arrays.copyOf(bytes, size);
        written.clear((size + OBJECT - 1) / OBJECT, Math.max(written.length(), (size + OBJECT - 1) / OBJECT));
    }

    void write(int offset, byte[] data) {
        System.arraycopy(data, 0, bytes, offset, data.length);
        written.set(offset / OBJECT, (offset + data.length + OBJECT - 1) / OBJECT);
        modified++;
    }

    /** Whole objects are gone then. */
    void zero(int offset, int length) {
        Arrays.fill(bytes, offset, offset + length, (byte) 0);
        int from = (offset + OBJECT - 1) / OBJECT;
        int to = (offset + length) / OBJECT;
        if (to > from) {
            written.clear(from, to);
        }
        modified++;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(bytes.clone());
    }

    /** As {@code rbd diff --format json} shows it: an object each. */
    String extents() {
        StringBuilder said = new StringBuilder("[");
        for (int at = written.nextSetBit(0); at >= 0; at = written.nextSetBit(at + 1)) {
            int from = at * OBJECT;
            said.append(said.length() == 1 ? "" : ",")
                    .append("{\"offset\":" + from + ",\"length\":" + Math.min(OBJECT, bytes.length - from)
                            + ",\"exists\":\"true\"}");
        }
        return said.append("]").toString();
    }
}

package org.jobledger.storage.backend.rbd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The parts of what {@code rbd import-diff} reads: changes of an image, in the order in which they are made. Numbers have their lowest byte
 * first (Ceph's doc/dev/rbd-diff, version 1).
 *
 * <pre>
 * "rbd diff v1\\n"
 * 'w' offset(8) length(8) bytes(length)     these bytes stand there now
 * 'z' offset(8) length(8)                   zeros stand there now, and take no place where they need none
 * 'e'                                       the end
 * </pre>
 */
final class RbdDiff {
    private RbdDiff() {}

    static ByteBuffer begin() {
        return ByteBuffer.wrap("rbd diff v1\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes follow. */
    static ByteBuffer bytes(long offset, long length) {
        return record('w', offset, length);
    }

    static ByteBuffer zeros(long offset, long length) {
        return record('z', offset, length);
    }

    static ByteBuffer end() {
        return ByteBuffer.wrap(new byte[] {'e'});
    }

    private static ByteBuffer record(char tag, long offset, long length) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) tag)
                .putLong(offset)
                .putLong(length)
                .flip();
    }
}

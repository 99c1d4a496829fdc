package org.jobledger.storage.job;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a volume on its way from one thread to another.
 *
 * @param offset where it belongs, bytes
 * @param length how long it is, bytes
 * @param data its bytes, from position to limit; null for a hole
 */
record Block(long offset, long length, @Nullable ByteBuffer data) {

    static Block of(long offset, ByteBuffer data) {
        return new Block(offset, data.remaining(), data);
    }

    static Block hole(long offset, long length) {
        return new Block(offset, length, null);
    }

    long end() {
        return offset + length;
    }
}

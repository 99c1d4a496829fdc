package org.jobledger.storage.io;

import java.nio.ByteBuffer;

/** Buffers from which any volume can be written fast, made before it is known which. */
public final class AlignedBuffer {
    private static final int PAGE = 4096;

    private AlignedBuffer() {}

    /** A new one of so many bytes. */
    public static ByteBuffer of(int bytes) {
        return DirectIo.aligned(bytes, PAGE);
    }
}

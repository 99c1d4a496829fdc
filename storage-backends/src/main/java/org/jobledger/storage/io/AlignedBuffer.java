package org.jobledger.storage.io;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers from which any volume can be written fast, made before it is known which. Who is done with one may give it back: the system
 * takes half a millisecond and more for each MiB of a new one, as long as a disk takes to write it. Thread-safe.
 */
public final class AlignedBuffer {
    private static final int PAGE = 4096;
    /** As many as two jobs have. */
    private static final int MOST = 12;

    private static final ConcurrentLinkedQueue<SoftReference<ByteBuffer>> IDLE = new ConcurrentLinkedQueue<>();

    private AlignedBuffer() {}

    /** One of so many bytes, cleared; what stands in it is undefined. */
    public static ByteBuffer of(int bytes) {
        for (SoftReference<ByteBuffer> idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            ByteBuffer buffer = idle.get();
            // Others are forgotten: jobs have blocks of one size.
            if (buffer != null && buffer.capacity() == bytes) {
                return buffer.clear();
            }
        }
        return DirectIo.aligned(bytes, PAGE);
    }

    /** Gives one back that nobody uses or will use any more, once. */
    public static void giveBack(ByteBuffer buffer) {
        if (IDLE.size() < MOST) {
            IDLE.add(new SoftReference<>(buffer));
        }
    }
}

package org.jobledger.storage.job;

import java.nio.ByteBuffer;

/** What one pass writes: every byte follows from its offset alone. For one thread. */
interface Filler {

    /** Fills what remains of a buffer with what belongs at an offset of the volume. */
    void fill(ByteBuffer target, long offset);

    /** Whether every byte is the same, so that a full buffer serves for every offset. */
    default boolean uniform() {
        return false;
    }
}

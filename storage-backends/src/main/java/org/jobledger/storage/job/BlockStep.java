package org.jobledger.storage.job;

import java.io.Closeable;
import java.io.IOException;

/** What a pass does to one block of the volume, block after block. */
@FunctionalInterface
interface BlockStep extends Closeable {

    /** Does it, or begins to. */
    void at(long offset, int length) throws IOException, InterruptedException;

    /** Where the first byte is that it is not done with, of all that was begun before an offset. */
    default long done(long offset) throws IOException, InterruptedException {
        return offset;
    }

    /** Returns when all that was begun is done. */
    default void drain() throws IOException, InterruptedException {}

    /** Ends what it has begun beside. */
    @Override
    default void close() {}
}

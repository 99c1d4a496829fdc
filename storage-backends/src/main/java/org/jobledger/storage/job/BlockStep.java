package org.jobledger.storage.job;

import java.io.Closeable;
import java.io.IOException;

/** What a pass does to one block of the volume, block after block. */
@FunctionalInterface
interface BlockStep extends Closeable {

    /** Does it. */
    void at(long offset, int length) throws IOException, InterruptedException;

    /** Ends what it has begun beside. */
    @Override
    default void close() {}
}

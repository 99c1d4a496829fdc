package org.jobledger.engine;

import java.io.IOException;

/** Makes everything that was written so far durable, such as {@code channel -> channel.force(false)}. */
@FunctionalInterface
public interface Forcing {
    /** For handlers whose work needs no force of its own. */
    Forcing NOTHING = () -> {};

    /**
     * Returns when all data written before is on the disk.
     *
     * @throws IOException if that cannot be said; no checkpoint is taken then
     */
    void force() throws IOException;
}

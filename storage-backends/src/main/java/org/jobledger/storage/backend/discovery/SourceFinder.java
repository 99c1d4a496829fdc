package org.jobledger.storage.backend.discovery;

import java.io.IOException;
import java.util.List;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** Finds sources for pools of one type. Stateless and thread-safe. */
public interface SourceFinder {

    /** The type. */
    PoolType type();

    /**
     * Checks what was asked for.
     *
     * @throws org.jobledger.storage.InvalidValueException if it cannot be looked for
     */
    void require(PoolSource asked);

    /**
     * Looks.
     *
     * @param asked where: a server, a port
     * @throws IOException if a program is missing, fails, or says what is not understood
     */
    List<PoolSource> find(PoolSource asked, Programs programs) throws IOException, InterruptedException;

    /** Runs programs. */
    @FunctionalInterface
    interface Programs {
        /**
         * Runs one to its end.
         *
         * @return what it said
         * @throws IOException if it cannot be started or fails
         */
        String run(List<String> arguments) throws IOException, InterruptedException;
    }
}

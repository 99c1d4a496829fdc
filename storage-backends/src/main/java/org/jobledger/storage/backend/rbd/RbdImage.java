package org.jobledger.storage.backend.rbd;

import java.io.IOException;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.io.ProgramPipe;

/**
 * An image and the programs that reach its bytes.
 *
 * @param tool runs them
 * @param pool the pool
 * @param place what the cluster calls the image
 */
record RbdImage(PoolTool tool, PoolDefinition pool, String place) {

    /** Takes changes, see {@link RbdDiff}. */
    ProgramPipe changes() throws IOException {
        return tool.pipe(pool, RbdCommands.change(pool, place));
    }

    /** Says all bytes, from the first on. */
    ProgramPipe bytes() throws IOException {
        return tool.readPipe(pool, RbdCommands.bytes(pool, place));
    }

    RbdExtents extents() throws IOException {
        try (ProgramPipe said = tool.readPipe(pool, RbdCommands.extents(pool, place))) {
            return RbdExtents.of(said);
        }
    }

    /**
     * Its identity, and when it was written to last.
     *
     * @throws IOException if it is gone
     */
    String version() throws IOException {
        try {
            return RbdAnswers.version(tool.read(pool, "look at '" + place + "'", RbdCommands.info(pool, place)));
        } catch (BackendException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

package org.jobledger.storage;

import java.util.List;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Operation;

/**
 * The long storage calls as operations of an engine that the embedder opens, for engines with operations of their own. Thread-safe.
 *
 * <p>Give all of them to the builder, open it, then call {@link #on}: jobs that a recovery starts wait for that call. One set serves
 * one engine.
 */
public interface StorageOperations {

    /** The operations: allocate, wipe, resize, delete. */
    List<Operation> all();

    /**
     * The driver on the engine that was opened with these operations. It does not own the engine: closing it does nothing.
     *
     * @throws IllegalStateException if this set was bound to an engine before
     */
    StorageDriver on(JobEngine engine);
}

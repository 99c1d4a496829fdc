package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;

/**
 * What all drivers on one engine share.
 *
 * @param engine the engine
 * @param definitions the definitions in its ledger
 * @param backends the backends
 * @param ledger the directory of the ledger, where it is known
 * @param admission held while a job of a volume is submitted and while a pool is stopped, so that no job slips in between a look and a stop
 */
record Storage(
        JobEngine engine, Definitions definitions, Backends backends, Optional<Path> ledger, ReentrantLock admission) {

    Storage(JobEngine engine, Definitions definitions, Backends backends, Optional<Path> ledger) {
        this(engine, definitions, backends, ledger, new ReentrantLock());
    }

    StorageBackend backend(PoolRecord pool) {
        return backends.of(pool.definition());
    }

    /** A started pool. */
    PoolRecord activePool(PoolName name) {
        PoolRecord pool = definitions.pool(name);
        if (!pool.active()) {
            throw new PoolInactiveException("pool '" + name + "' is not active");
        }
        return pool;
    }
}

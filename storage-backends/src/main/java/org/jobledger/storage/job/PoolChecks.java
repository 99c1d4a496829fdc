package org.jobledger.storage.job;

import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.definition.PoolRecord;

/** What must be so of a pool for its job to make sense, looked at again when the job has the pool. Thread-safe. */
public interface PoolChecks {

    /**
     * A pool that is not started.
     *
     * @throws org.jobledger.storage.NoSuchPoolException if there is no such pool
     * @throws org.jobledger.storage.PoolActiveException if it is started
     */
    PoolRecord requireInactive(PoolName name);

    /**
     * Checks that there is no such pool yet.
     *
     * @param build whether it is built first, so that what it needs may be missing
     * @throws org.jobledger.storage.PoolExistsException if there is
     */
    void requireCreatable(PoolDefinition definition, boolean build);

    /**
     * Checks that what is behind a pool can be used, and that no other started pool uses it.
     *
     * @throws org.jobledger.storage.BackendException if it cannot be used
     * @throws org.jobledger.storage.PoolExistsException if another one uses it
     */
    void requireUsableAlone(PoolDefinition definition);

    /**
     * Checks that no job has a volume of a pool.
     *
     * @throws org.jobledger.storage.PoolBusyException if one has
     */
    void requireIdle(PoolName name);
}

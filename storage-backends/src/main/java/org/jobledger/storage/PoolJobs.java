package org.jobledger.storage;

import java.util.Set;
import org.jobledger.engine.Job;

/**
 * The calls on pools that are jobs, each begun and not waited for. {@link StorageDriver} has them all in a form that waits, too: that
 * form throws what the job failed with, and stops the job when its thread is interrupted. Thread-safe.
 *
 * <p>Each throws at once what can be known before there is a job, and {@link PoolBusyException} where the pool is held by another one and
 * the driver does not wait.
 */
public interface PoolJobs {

    /**
     * Begins to make what a pool needs (libvirt: virStoragePoolBuild). It can be aborted; what is on the devices of the pool is undefined
     * then, as it is after a crash, which ends the job.
     *
     * @return the job, operation "pool-build"
     * @see StorageDriver#buildPool(String, Set)
     */
    Job beginBuildPool(String pool, Set<BuildOption> options);

    /**
     * Begins to start a pool (libvirt: virStoragePoolCreate): builds it where that is asked for, starts it, and makes known what is in it.
     * It can be aborted, and is stopped again then; after a crash it is done again.
     *
     * @return the job, operation "pool-start"; its progress counts entries; its result says what was found
     * @see StorageDriver#startPool(String, Set)
     */
    Job beginStartPool(String pool, Set<PoolOption> options);

    /**
     * The same of a pool that is gone when it is stopped (libvirt: virStoragePoolCreateXML).
     *
     * @return the job, operation "pool-start"
     * @see StorageDriver#createPool(PoolDefinition, Set)
     */
    Job beginCreatePool(PoolDefinition definition, Set<PoolOption> options);

    /**
     * The same from libvirt's XML.
     *
     * @throws InvalidXmlException if the text is no pool
     * @see #beginCreatePool(PoolDefinition, Set)
     */
    Job beginCreatePool(String xml, Set<PoolOption> options);

    /**
     * Begins to remove what {@link #beginBuildPool} made (libvirt: virStoragePoolDelete). Once it works it is not stopped; after a crash it
     * is done again.
     *
     * @return the job, operation "pool-delete"
     * @see StorageDriver#deletePool(String)
     */
    Job beginDeletePool(String pool);
}

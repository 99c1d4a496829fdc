package org.jobledger.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Subscription;

/**
 * Storage pools and volumes, where every call is a classified job. Thread-safe.
 *
 * <p>Definitions live in the ledger and nowhere else. A call that is refused for its values has appended and changed nothing. A call
 * that meets a resource held by a job is refused at once, unless the driver is one that waits ({@link #waiting}). Reading calls take
 * no job and never wait; they work on a ledger that is opened only to inspect, too.
 *
 * <p>All errors are {@link StorageException}s; what concerns the ledger itself passes through as
 * {@link org.jobledger.engine.JobLedgerException}.
 */
public interface StorageDriver extends PoolJobs, AutoCloseable {

    /**
     * Opens a ledger with the storage operations, and the driver on it; closing the driver closes the ledger.
     *
     * @throws org.jobledger.engine.JobLedgerException as {@link EngineConfig.Builder#open()} says
     */
    static StorageDriver open(EngineConfig.Builder ledger) {
        return open(ledger, VolumeSecrets.NONE);
    }

    /**
     * The same with secrets that are known as long as it is open: with them, work on encrypted volumes that a crash cut off can go on.
     *
     * @throws org.jobledger.engine.JobLedgerException as {@link EngineConfig.Builder#open()} says
     */
    static StorageDriver open(EngineConfig.Builder ledger, VolumeSecrets secrets) {
        return provider().open(ledger, secrets);
    }

    /** The operations alone, for an engine that has others too. */
    static StorageOperations operations() {
        return provider().operations(VolumeSecrets.NONE);
    }

    /** The same with secrets that are known as long as they are used. */
    static StorageOperations operations(VolumeSecrets secrets) {
        return provider().operations(secrets);
    }

    /**
     * Waits until the job of a long call has completed.
     *
     * @throws JobUnsuccessfulException if it failed or was cancelled
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    static JobStats finish(Job job) throws InterruptedException {
        JobStats stats = job.await();
        if (stats.type() != JobInfoType.COMPLETED) {
            throw new JobUnsuccessfulException(stats);
        }
        return stats;
    }

    private static StorageProvider provider() {
        return ServiceLoader.load(StorageProvider.class, StorageDriver.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no storage driver behind the API"));
    }

    /** The engine it works on. */
    JobEngine engine();

    /** The same driver, whose calls wait this long for a resource that is held by another job. */
    StorageDriver waiting(Duration atMost);

    /** The same driver, whose jobs are on behalf of this principal. */
    StorageDriver by(String principal);

    /** The same driver, whose calls find these secrets before those it was opened with. Its jobs find them as long as this process lives. */
    StorageDriver secrets(VolumeSecrets secrets);

    /** The same driver, whose long calls throw {@link CutOffJobException} where a job that a crash had cut off does just the same. */
    StorageDriver repeating();

    /**
     * The same driver, which does this when it is closed instead of closing the engine: for one that is lent to somebody who closes what
     * he was given.
     */
    StorageDriver closing(Runnable whenClosed);

    /**
     * Defines a pool; it is inactive (libvirt: virStoragePoolDefineXML). Its directory need not exist yet. One of the same name and
     * uuid is defined anew; where it is started it stays what it is until it is stopped, and a transient one stays defined then.
     *
     * @throws PoolExistsException if there is another pool of this name, uuid or target
     * @throws UnsupportedStorageException if its type is not built
     */
    PoolInfo definePool(PoolDefinition definition);

    /**
     * Defines a pool from libvirt's XML.
     *
     * @throws InvalidXmlException if the text is no pool
     * @throws PoolExistsException as above
     */
    PoolInfo definePool(String xml);

    /**
     * Defines and starts a pool that is gone when it is stopped (libvirt: virStoragePoolCreateXML). It outlives a restart of the
     * process, as in libvirt.
     *
     * @throws PoolExistsException if there is a pool of this name, uuid or target
     * @throws BackendException if what is behind it cannot be used
     * @throws UnsupportedStorageException if its type is not built
     */
    PoolInfo createPool(PoolDefinition definition, Set<PoolOption> options);

    /** As {@link #createPool(PoolDefinition, Set)} from libvirt's XML; {@link InvalidXmlException} if the text is no pool. */
    PoolInfo createPool(String xml, Set<PoolOption> options);

    /**
     * Says whether a pool is started by itself (libvirt: virStoragePoolSetAutostart).
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws InvalidValueException if it is transient
     */
    PoolInfo setPoolAutostart(String pool, boolean on);

    /**
     * Starts the pools that are to be started by themselves and are not: what a service does once when it begins to serve the ledger.
     * One that cannot be started is logged and stays inactive.
     *
     * @return how each of them stands now
     */
    List<PoolInfo> startAutostartPools();

    /**
     * Removes the empty directory of a stopped pool (libvirt: virStoragePoolDelete); its definition stays.
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolActiveException if it is started
     * @throws BackendException if the directory is not empty, or cannot be removed
     */
    void deletePool(String pool);

    /**
     * The pool of a uuid (libvirt: virStoragePoolLookupByUUID).
     *
     * @throws NoSuchPoolException if there is none
     */
    PoolInfo poolByUuid(UUID uuid);

    /**
     * The pool of a target directory (libvirt: virStoragePoolLookupByTargetPath).
     *
     * @throws NoSuchPoolException if there is none
     */
    PoolInfo poolByTarget(Path target);

    /**
     * The volume of a path in a started pool (libvirt: virStorageVolLookupByPath; by key too, for the key is the path).
     *
     * @throws NoSuchVolumeException if there is none
     */
    VolumeInfo volumeByPath(Path path);

    /**
     * A pool as libvirt's XML (libvirt: virStoragePoolGetXMLDesc).
     *
     * @throws NoSuchPoolException if there is no such pool
     */
    default String poolXml(String pool) {
        return poolXml(pool, false);
    }

    /**
     * The same.
     *
     * @param defined whether only what its definition says is shown, without what is found on its source now (libvirt:
     *     VIR_STORAGE_XML_INACTIVE)
     * @throws NoSuchPoolException if there is no such pool
     */
    String poolXml(String pool, boolean defined);

    /**
     * Checks that a pool's or volume's XML is what libvirt's schemas allow: names, places and values; what reads such XML leaves others
     * out (libvirt: VIR_STORAGE_POOL_DEFINE_VALIDATE, VIR_STORAGE_VOL_CREATE_VALIDATE).
     *
     * @throws InvalidXmlException if it has others, or is no XML; the message names the first
     */
    void requireValid(String xml);

    /**
     * A volume as libvirt's XML (libvirt: virStorageVolGetXMLDesc).
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws NoSuchVolumeException if there is no such volume
     */
    String volumeXml(String pool, String volume);

    /** The types of pool and formats that are built, as libvirt's XML (libvirt: virConnectGetStoragePoolCapabilities). */
    String capabilitiesXml();

    /**
     * Begins to look for what pools could be made of (libvirt: virConnectFindStoragePoolSources): the exports of a file server (netfs),
     * the targets of a portal (iscsi), the volumes of a Gluster server (gluster), the volume groups of this machine (logical).
     *
     * @param where where to look, as libvirt's {@code <source>}; empty for this machine
     * @return the job, operation "discover"; its result says how many were {@code found}, and as libvirt's XML the {@code sources}
     * @throws UnsupportedStorageException if nothing can be looked for with this type
     * @throws InvalidXmlException if the text is no source
     * @throws InvalidValueException if it does not say what must be known
     */
    Job findPoolSources(PoolType type, String where);

    /**
     * Has a listener hear what happens to pools from a position of the ledger on, first what is recorded, then what comes, without a gap
     * or a double (libvirt: virConnectStoragePoolEventRegisterAny). What was before a position is found in the log from its beginning on.
     *
     * @param fromPosition the position of the first event, 1 for all; {@code engine().position() + 1} for what comes from now on
     * @return the listener's place in the log; close it to hear no more
     * @throws InvalidValueException if the position is below 1 or beyond the next one
     */
    Subscription poolEvents(long fromPosition, PoolListener listener);

    /**
     * The same of what comes from now on, whatever else happens at this moment; the log is not read from its beginning for it.
     *
     * @return the listener's place in the log, which begins some way before now
     */
    Subscription poolEvents(PoolListener listener);

    /**
     * Begins to make a volume from libvirt's XML (libvirt: virStorageVolCreateXML).
     *
     * @throws InvalidXmlException if the text is no volume
     * @throws UnsupportedStorageException if it asks for what is not built
     * @see #createVolume(VolumeRequest)
     */
    default Job createVolume(String pool, String xml) {
        return createVolume(pool, xml, false);
    }

    /**
     * The same, where the metadata of an image is preallocated on demand (libvirt: VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA).
     *
     * @see #createVolume(String, String)
     */
    Job createVolume(String pool, String xml, boolean preallocated);

    /**
     * Makes the directory of a pool where it is missing, with the mode its definition says, else 0711.
     *
     * @see #buildPool(String, Set)
     */
    default PoolInfo buildPool(String pool) {
        return buildPool(pool, Set.of());
    }

    /**
     * Makes what a pool needs (libvirt: virStoragePoolBuild): its directory where that is missing, and where it is asked for a file
     * system on its device.
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolActiveException if it is started
     * @throws BackendException if the directory or file system cannot be made, or there is data that must not be overwritten
     */
    PoolInfo buildPool(String pool, Set<BuildOption> options);

    /**
     * Starts a pool, and it stays started until it is stopped, over restarts too (libvirt: virStoragePoolCreate).
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolActiveException if it is started
     * @throws BackendException if its directory is missing or cannot be used
     */
    default PoolInfo startPool(String pool) {
        return startPool(pool, Set.of());
    }

    /**
     * The same, making what it needs first where that is asked for.
     *
     * @throws InvalidValueException if the options exclude each other
     * @see #startPool(String)
     * @see #buildPool(String, Set)
     */
    PoolInfo startPool(String pool, Set<PoolOption> options);

    /**
     * Stops a pool; its volumes are left as they are (libvirt: virStoragePoolDestroy).
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws PoolBusyException if a job holds one of its volumes
     */
    default PoolInfo stopPool(String pool) {
        return stopPool(pool, Set.of());
    }

    /**
     * The same, where it is said what becomes of jobs on its volumes.
     *
     * @see #stopPool(String)
     */
    PoolInfo stopPool(String pool, Set<StopOption> options);

    /**
     * Removes the definition of a stopped pool and of its volumes; its directory is left as it is (libvirt: virStoragePoolUndefine).
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolActiveException if it is started
     * @throws PoolBusyException if a job holds one of its volumes
     */
    void undefinePool(String pool);

    /** All pools, by name. */
    List<PoolInfo> pools();

    /**
     * One pool (libvirt: virStoragePoolGetInfo).
     *
     * @throws NoSuchPoolException if there is no such pool
     */
    PoolInfo pool(String pool);

    /**
     * Begins to make a volume (libvirt: virStorageVolCreateXML). The file belongs to whom the request says before it has any contents;
     * when the job is aborted or fails, the file is removed. Formats other than raw are made by {@code qemu-img}.
     *
     * @return the job, operation "allocate"; its progress counts bytes
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws VolumeExistsException if there is a volume or file of this name
     * @throws NotEnoughSpaceException if the pool has not that much space, for the allocation or for the capacity
     * @throws VolumeBusyException if the volume is held by a job, or its backing store is being changed
     * @throws InvalidValueException if its backing store is no volume of a started pool
     * @throws NoSuchSecretException if the secret of its encryption is not known
     * @throws UnsupportedStorageException if the pool has raw volumes only, or there is no {@code qemu-img}
     */
    Job createVolume(VolumeRequest request);

    /**
     * The volumes of a pool by name, with files that somebody else put into its directory.
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws BackendException if its directory cannot be read
     */
    List<VolumeInfo> volumes(String pool);

    /**
     * One volume (libvirt: virStorageVolGetInfo). Never waits for a job that holds it.
     *
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     */
    VolumeInfo volume(String pool, String volume);

    /**
     * Begins to overwrite a volume (libvirt: virStorageVolWipePattern). Size and name stay; from its first write until it has
     * completed, the contents are undefined, also when it is aborted.
     *
     * @return the job, operation "wipe"; its progress counts bytes over all passes, verifications included
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     * @throws VolumeBusyException if the volume is held by a job
     * @throws UnsafePathException if what stands there is no regular file
     */
    Job wipeVolume(String pool, String volume, WipeAlgorithm algorithm);

    /**
     * Begins to change the size of a volume (libvirt: virStorageVolResize). What is there stays; what is added reads as zeros.
     * Where it is stopped while it allocates, the volume keeps its new size, and what was allocated.
     *
     * @param capacity the new size, or by how much it changes ({@link ResizeOption#DELTA}), bytes
     * @return the job, operation "resize"; its progress counts the bytes that are allocated
     * @throws InvalidValueException if it would shrink and may not, or would shrink below what is allocated
     * @throws NotEnoughSpaceException if the pool has not what shall be allocated
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     * @throws VolumeBusyException if the volume is held by a job
     */
    Job resizeVolume(String pool, String volume, long capacity, Set<ResizeOption> options);

    /**
     * Begins to remove a volume and leaves its bytes on the disk.
     *
     * @see #deleteVolume(String, String, Set)
     */
    default Job deleteVolume(String pool, String volume) {
        return deleteVolume(pool, volume, Set.of());
    }

    /**
     * Begins to remove a volume (libvirt: virStorageVolDelete).
     *
     * @return the job, operation "delete"; where it is overwritten first, its progress counts the bytes of that
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     * @throws VolumeBusyException if the volume is held by a job
     * @throws VolumeOpenElsewhereException if somebody else has it open
     */
    Job deleteVolume(String pool, String volume, Set<DeleteOption> options);

    /**
     * Begins to make a volume as a copy of another one (libvirt: virStorageVolCreateXMLFrom). Holes stay holes; the file belongs to whom
     * the request says before it has any contents; when the job is aborted or fails, the file is removed. After a crash it goes on where
     * nobody has written to the source meanwhile, and fails otherwise. A copy of a volume whose contents are undefined is undefined too.
     * A copy in another format, or with another key, is converted by {@code qemu-img}; a crash ends it, and the copy is removed.
     *
     * @return the job, operation "clone"; its progress counts the bytes of the source, holes included, after those that are allocated
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if one of the pools is not started
     * @throws NoSuchVolumeException if there is no such source
     * @throws VolumeIncompleteException if the source is not whole
     * @throws VolumeExistsException if there is a volume or file of the name of the copy
     * @throws InvalidValueException if the copy would be smaller than the source
     * @throws NotEnoughSpaceException if the pool has not that much space
     * @throws VolumeBusyException if the source is being changed, or the copy is held by a job
     * @throws VolumeOpenElsewhereException if somebody else can write to the source
     */
    Job cloneVolume(CloneRequest request);

    /**
     * The same, for a copy that libvirt's volume XML describes: its name, its capacity (at least that of the source), its allocation and
     * the mode of its file.
     *
     * @throws InvalidXmlException if the text is no such XML
     * @throws UnsupportedStorageException if it asks for what is not built
     * @see #cloneVolume(CloneRequest)
     */
    default Job cloneVolume(String pool, String xml, String sourcePool, String source, Reflink reflink) {
        return cloneVolume(pool, xml, sourcePool, source, reflink, false);
    }

    /**
     * The same, where the metadata of an image is preallocated on demand.
     *
     * @see #cloneVolume(String, String, String, String, Reflink)
     */
    Job cloneVolume(String pool, String xml, String sourcePool, String source, Reflink reflink, boolean preallocated);

    /**
     * Begins to write to a volume what the caller sends (libvirt: virStorageVolUpload). Its size stays. From the first write until it has
     * completed, the contents are undefined, also when it ends early; the message of the job says then how many bytes are durable.
     *
     * @return the stream; close it
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     * @throws InvalidValueException if it leads beyond the end of the volume
     * @throws VolumeBusyException if the volume is held by a job
     * @throws VolumeOpenElsewhereException if somebody else has it open
     */
    VolumeUpload upload(StreamRequest request);

    /**
     * Begins to read a volume (libvirt: virStorageVolDownload).
     *
     * @return the stream; close it
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws NoSuchVolumeException if it has no such volume
     * @throws VolumeIncompleteException if it is not whole
     * @throws InvalidValueException if it leads beyond the end of the volume
     * @throws VolumeBusyException if the volume is being changed
     * @throws VolumeOpenElsewhereException if somebody else can write to it
     */
    VolumeDownload download(StreamRequest request);

    /**
     * Begins to compare what the ledger knows of a pool with what is there (libvirt: virStoragePoolRefresh). It merges: files that
     * somebody put there become known, what is gone is forgotten, and volumes that jobs hold are left to those. Runs beside all jobs of
     * volumes.
     *
     * @return the job, operation "refresh"; its progress counts entries; its result says what was found
     * @throws NoSuchPoolException if there is no such pool
     * @throws PoolInactiveException if it is not started
     * @throws PoolBusyException if the pool itself is held, by another refresh for one
     */
    Job refreshPool(String pool);

    /** Closes the engine if this driver opened it. */
    @Override
    void close();
}

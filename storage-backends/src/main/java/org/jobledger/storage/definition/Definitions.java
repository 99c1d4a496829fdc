package org.jobledger.storage.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;
import org.jspecify.annotations.Nullable;

/** Reads and changes definitions in the ledger. Thread-safe; who changes one holds a claim on it. */
public final class Definitions {
    private final ResourceStore store;
    /** Each call asks for its pool several times, and reading XML takes longer than a force of the disk. */
    private final Map<ResourceRef, KnownPool> known = new ConcurrentHashMap<>();

    /** A pool as it was read, and what it was read from. */
    private record KnownPool(ResourceRecord from, PoolRecord pool) {}

    /** Definitions in a store. */
    public Definitions(ResourceStore store) {
        this.store = store;
    }

    /** All pools, by name. */
    public List<PoolRecord> pools() {
        return store.resources(StorageRefs.POOL).stream().map(this::read).toList();
    }

    private PoolRecord read(ResourceRecord record) {
        KnownPool now = known.get(record.resource());
        if (now == null || !now.from().equals(record)) {
            now = new KnownPool(record, PoolRecord.of(record.resource().name(), record.definition()));
            known.put(record.resource(), now);
        }
        return now.pool();
    }

    /**
     * A pool.
     *
     * @throws NoSuchPoolException if there is no such pool
     */
    public PoolRecord pool(PoolName name) {
        return find(name).orElseThrow(() -> new NoSuchPoolException("there is no pool '" + name + "'"));
    }

    /** A pool, or nothing. */
    public Optional<PoolRecord> find(PoolName name) {
        return store.resource(StorageRefs.of(name)).map(this::read);
    }

    /** Sets a pool, durably. */
    public void put(PoolRecord pool) {
        PoolName name = pool.definition().name();
        ResourceRef ref = StorageRefs.of(name);
        store.record(ref, version(ref), pool.fields());
    }

    private long version(ResourceRef ref) {
        return store.resource(ref).map(ResourceRecord::version).orElse(0L);
    }

    /** The same in one with the end of a job. */
    public void putAtEnd(JobContext job, PoolRecord pool) {
        ResourceRef ref = StorageRefs.of(pool.definition().name());
        job.recordAtEnd(ref, version(ref), pool.fields());
    }

    /** Removes a pool and its volumes from the ledger; does nothing where they are gone. */
    public void remove(PoolName name) {
        store.resources(StorageRefs.VOLUME).stream()
                .filter(record -> StorageRefs.isVolumeOf(name, record.resource()))
                .forEach(record -> store.record(record.resource(), record.version(), null));
        remove(StorageRefs.of(name));
        known.remove(StorageRefs.of(name));
    }

    /** The volumes of a pool that the ledger knows, by name. */
    public List<NamedVolume> volumes(PoolName pool) {
        return store.resources(StorageRefs.VOLUME).stream()
                .filter(record -> StorageRefs.isVolumeOf(pool, record.resource()))
                .map(Definitions::named)
                .toList();
    }

    private static NamedVolume named(ResourceRecord record) {
        return new NamedVolume(new VolumeName(record.resource().name()), VolumeRecord.of(record.definition()));
    }

    /** A volume, or nothing. */
    public Optional<VolumeRecord> find(PoolName pool, VolumeName volume) {
        return store.resource(StorageRefs.of(pool, volume)).map(record -> VolumeRecord.of(record.definition()));
    }

    /** Sets a volume, durably. Nothing is written where it is so already. */
    public void put(PoolName pool, VolumeName volume, VolumeRecord record) {
        ResourceRef ref = StorageRefs.of(pool, volume);
        @Nullable ResourceRecord now = store.resource(ref).orElse(null);
        if (now == null || !now.definition().equals(record.fields())) {
            store.record(ref, now == null ? 0 : now.version(), record.fields());
        }
    }

    /** What it takes to say of a volume that it is so, to be recorded by somebody else. */
    public ResourceChange change(PoolName pool, VolumeName volume, VolumeRecord record) {
        ResourceRef ref = StorageRefs.of(pool, volume);
        return new ResourceChange(ref, version(ref), record.fields());
    }

    /** The same in one with the end of a job: there is no moment at which the one is so and the other is not. */
    public void putAtEnd(JobContext job, PoolName pool, VolumeName volume, VolumeRecord record) {
        ResourceRef ref = StorageRefs.of(pool, volume);
        @Nullable ResourceRecord now = store.resource(ref).orElse(null);
        if (now == null || !now.definition().equals(record.fields())) {
            job.recordAtEnd(ref, now == null ? 0 : now.version(), record.fields());
        }
    }

    /** Removes a volume from the ledger; does nothing where it is gone. */
    public void remove(PoolName pool, VolumeName volume) {
        remove(StorageRefs.of(pool, volume));
    }

    /** The same in one with the end of a job. */
    public void removeAtEnd(JobContext job, PoolName pool, VolumeName volume) {
        ResourceRef ref = StorageRefs.of(pool, volume);
        store.resource(ref).ifPresent(record -> job.recordAtEnd(ref, record.version(), null));
    }

    private void remove(ResourceRef ref) {
        store.resource(ref).ifPresent(record -> store.record(ref, record.version(), null));
    }

    /**
     * A volume and its name.
     *
     * @param name its name
     * @param record what the ledger knows
     */
    public record NamedVolume(VolumeName name, VolumeRecord record) {}
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.ResourceChange;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.Shown;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.LayeredCopies;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.io.NoSpaceException;
import org.jobledger.storage.io.VolumeFile;

/**
 * The volume of one job: its pool as it is now, its file, its record. For the thread of the job.
 */
final class Place {
    private final Target target;
    private final Definitions definitions;
    private final PoolDefinition pool;
    private final StorageBackend backend;

    private Place(Target target, Definitions definitions, PoolDefinition pool, StorageBackend backend) {
        this.target = target;
        this.definitions = definitions;
        this.pool = pool;
        this.backend = backend;
    }

    /**
     * The place of a target in a started pool.
     *
     * @throws org.jobledger.storage.NoSuchPoolException if its pool is gone
     * @throws PoolInactiveException if its pool is not started
     */
    static Place of(Target target, Definitions definitions, Backends backends) {
        PoolRecord pool = definitions.pool(target.pool());
        if (!pool.active()) {
            throw new PoolInactiveException("pool '" + target.pool() + "' is not active");
        }
        backends.of(pool.definition()).requireUsable(pool.definition());
        return new Place(target, definitions, pool.definition(), backends.of(pool.definition()));
    }

    Target target() {
        return target;
    }

    PoolDefinition pool() {
        return pool;
    }

    /** How a copy of it at another place can be a layer on it, where it can. */
    Optional<LayeredCopies> layersTo(Place other) {
        return backend.layeredCopies().filter(layers -> layers.reach(pool, other.pool));
    }

    void requireAble(Ability ability) {
        backend.requireAble(pool, ability);
    }

    /** Removes all its snapshots. */
    void removeSnapshots() {
        backend.removeSnapshots(pool, target.volume());
    }

    /** Checks that what is in it now is gone once it is overwritten. */
    void requireErasable() {
        backend.requireErasable(pool, target.volume());
    }

    String path() {
        return backend.path(pool, target.volume()).toString();
    }

    /**
     * The name of an open file for a child process, which then opens that very file. An image of VMware has its own name in it, so that
     * it must be given by it.
     */
    Path childPath(VolumeFile file, VolumeFormat format) throws IOException {
        Path named = backend.path(pool, target.volume());
        Path given = file.childPath().orElse(named);
        return format.name().equals("vmdk") ? named : given;
    }

    VolumeFile create(NewVolume wanted) {
        return backend.create(pool, target.volume(), wanted);
    }

    VolumeFile openToRead() {
        return backend.openToRead(pool, target.volume());
    }

    /** Checks that nobody outside the driver uses it. */
    void requireUnused(StorageBackend.Use use) {
        backend.requireUnused(pool, target.volume(), use);
    }

    VolumeFile open() {
        return backend.open(pool, target.volume());
    }

    void delete() {
        backend.delete(pool, target.volume());
    }

    /** Makes it durable that the volume is there, or is gone. */
    void forceName() {
        backend.force(pool);
    }

    boolean taken() {
        return backend.taken(pool, target.volume());
    }

    Optional<FoundVolume> found() {
        return backend.find(pool, target.volume());
    }

    Space space() {
        return backend.space(pool);
    }

    /** How it is laid out, or nothing where it is not there. */
    Optional<Layout> layout() {
        return found().map(found -> Layout.of(record().orElse(null), found));
    }

    Optional<VolumeRecord> record() {
        return definitions.find(target.pool(), target.volume());
    }

    void record(VolumeRecord record) {
        definitions.put(target.pool(), target.volume(), record);
    }

    /** What it takes to record that. */
    ResourceChange change(VolumeRecord record) {
        return definitions.change(target.pool(), target.volume(), record);
    }

    /** What the ledger says of it from the end of the job on. */
    void recordAtEnd(JobContext job, VolumeRecord record) {
        definitions.putAtEnd(job, target.pool(), target.volume(), record);
    }

    /** The ledger forgets it with the end of the job. */
    void removeRecordAtEnd(JobContext job) {
        definitions.removeAtEnd(job, target.pool(), target.volume());
    }

    /** What to end the job with when the file failed it. An interrupt stays one. */
    Exception explain(String what, IOException failure) {
        return explain(what, target, failure);
    }

    /** The same, where the work is on another volume too. */
    Exception explain(String what, Target on, IOException failure) {
        if (failure instanceof ClosedByInterruptException) {
            return failure;
        }
        if (failure instanceof NoSpaceException) {
            return new NotEnoughSpaceException("cannot " + what + " " + on + ": " + failure.getMessage(), failure);
        }
        return new BackendException("cannot " + what + " " + on + ": " + Shown.why(failure), failure);
    }
}

package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.job.HeldSecrets;
import org.jobledger.storage.job.Layout;
import org.jobledger.storage.job.Streams;
import org.jobledger.storage.job.Target;

/**
 * What all drivers on one engine share.
 *
 * @param engine the engine
 * @param definitions the definitions in its ledger
 * @param backends the backends
 * @param ledger the directory of the ledger, where it is known
 * @param streams the streams whose jobs have not begun
 * @param admission keeps jobs out of a pool for a moment
 * @param looks sees what is behind pools
 * @param secrets those of encrypted volumes
 */
record Storage(
        JobEngine engine,
        Definitions definitions,
        Backends backends,
        Optional<Path> ledger,
        Streams streams,
        Admission admission,
        PoolLooks looks,
        HeldSecrets secrets) {

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

    /** Whether a pool has anything of this name, or the ledger knows something of it. */
    boolean exists(PoolRecord pool, Target target) {
        return backend(pool).taken(pool.definition(), target.volume())
                || definitions.find(target.pool(), target.volume()).isPresent();
    }

    /** A volume of a started pool by its path. */
    Optional<Target> at(Path path) {
        return Target.at(definitions, path);
    }

    /** How a volume is laid out, or nothing where there is none. */
    Optional<Layout> layout(Target target) {
        PoolRecord pool = activePool(target.pool());
        return backend(pool)
                .find(pool.definition(), target.volume())
                .map(found -> Layout.of(
                        definitions.find(target.pool(), target.volume()).orElse(null), found));
    }

    void requireNew(PoolRecord pool, Target target) {
        if (exists(pool, target)) {
            throw new VolumeExistsException("volume '" + target.volume() + "' exists already in pool '" + target.pool()
                    + "'" + otherThing(pool, target));
        }
    }

    /** What is there may be no volume, and every other call says so. */
    private String otherThing(PoolRecord pool, Target target) {
        try {
            backend(pool).requireVolume(pool.definition(), target.volume());
            return "";
        } catch (UnsafePathException e) {
            return ": " + e.getMessage();
        } catch (NoSuchVolumeException e) {
            return "";
        }
    }
}

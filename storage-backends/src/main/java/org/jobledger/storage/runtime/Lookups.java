package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Shown;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.job.Target;

/** Finds pools and volumes by something else than their names. Takes no job and waits for nobody. */
final class Lookups {
    private final Storage storage;

    Lookups(Storage storage) {
        this.storage = storage;
    }

    PoolName byUuid(UUID uuid) {
        return pool(pool -> pool.uuid().equals(uuid), "uuid " + uuid);
    }

    PoolName byTarget(Path target) {
        return pool(
                pool -> pool.type().hasTarget() && pool.target().equals(target.normalize()),
                "target '" + Shown.of(target.toString()) + "'");
    }

    private PoolName pool(Predicate<PoolDefinition> wanted, String what) {
        return storage.definitions().pools().stream()
                .map(PoolRecord::definition)
                .filter(wanted)
                .map(PoolDefinition::name)
                .findFirst()
                .orElseThrow(() -> new NoSuchPoolException("there is no pool with " + what));
    }

    /** A volume of a started pool by where it is. */
    Target byPath(Path path) {
        return Target.at(storage.definitions(), path).orElseThrow(() -> none(path));
    }

    private static NoSuchVolumeException none(Path path) {
        return new NoSuchVolumeException("no started pool has a volume with path '" + Shown.of(path.toString()) + "'");
    }
}

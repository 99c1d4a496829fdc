package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Shown;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
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
        return Target.at(storage.definitions(), path)
                .or(() -> device(path.normalize()))
                .orElseThrow(() -> none(path));
    }

    /** Several pools of devices may have one target, and their devices may lie elsewhere. */
    private Optional<Target> device(Path wanted) {
        return storage.definitions().pools().stream()
                .filter(PoolRecord::active)
                .map(PoolRecord::definition)
                .filter(pool -> pool.type().volumes() == VolumeKind.BLOCK)
                .flatMap(pool -> targets(pool)
                        .filter(target -> storage.backends()
                                .of(pool)
                                .path(pool, target.volume())
                                .equals(wanted)))
                .findFirst();
    }

    private Stream<Target> targets(PoolDefinition pool) {
        return storage.backends().of(pool).scan(pool).stream()
                .map(found -> new Target(pool.name(), new VolumeName(found.name())));
    }

    private static NoSuchVolumeException none(Path path) {
        return new NoSuchVolumeException("no started pool has a volume with path '" + Shown.of(path.toString()) + "'");
    }
}

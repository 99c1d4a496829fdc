package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Shown;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.StorageBackend;
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
        Path wanted = path.normalize();
        return storage.definitions().pools().stream()
                .filter(PoolRecord::active)
                .map(PoolRecord::definition)
                .map(pool -> in(pool, wanted).map(volume -> new Target(pool.name(), volume)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> none(path));
    }

    /** Several pools of devices may have one target, and their devices may lie elsewhere. */
    private Optional<VolumeName> in(PoolDefinition pool, Path wanted) {
        if (pool.type().volumes() == VolumeKind.BLOCK) {
            StorageBackend backend = storage.backends().of(pool);
            return backend.scan(pool).stream()
                    .map(found -> new VolumeName(found.name()))
                    .filter(name -> backend.path(pool, name).equals(wanted))
                    .findFirst();
        }
        return pool.type().hasTarget() && pool.target().equals(wanted.getParent())
                ? Optional.of(name(wanted))
                : Optional.empty();
    }

    private static VolumeName name(Path path) {
        try {
            return new VolumeName(String.valueOf(path.getFileName()));
        } catch (InvalidNameException e) {
            throw none(path);
        }
    }

    private static NoSuchVolumeException none(Path path) {
        return new NoSuchVolumeException("no started pool has a volume with path '" + Shown.of(path.toString()) + "'");
    }
}

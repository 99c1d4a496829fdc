package org.jobledger.storage.job;

import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;

/**
 * The volume that a job is about, as its parameters name it.
 *
 * @param pool the pool
 * @param volume the volume in it
 */
public record Target(PoolName pool, VolumeName volume) {

    static Target of(Document parameters) {
        return new Target(new PoolName(parameters.string("pool")), new VolumeName(parameters.string("volume")));
    }

    /** The volume that has a path in a started pool of files. */
    public static Optional<Target> at(Definitions definitions, Path path) {
        Path wanted = path.normalize();
        return definitions.pools().stream()
                .filter(PoolRecord::active)
                .map(PoolRecord::definition)
                .filter(pool -> pool.type().volumes() == VolumeKind.FILE
                        && pool.target().equals(wanted.getParent()))
                .findFirst()
                .flatMap(pool -> named(pool.name(), wanted));
    }

    private static Optional<Target> named(PoolName pool, Path path) {
        try {
            return Optional.of(new Target(pool, new VolumeName(String.valueOf(path.getFileName()))));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "volume '" + volume + "' in pool '" + pool + "'";
    }
}

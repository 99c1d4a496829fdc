package org.jobledger.storage.job;

import java.util.Optional;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.Definitions.NamedVolume;
import org.jobledger.storage.definition.PoolRecord;

/**
 * Which volumes the ledger knows to be changes of others: those cannot be read once the others are gone or have other contents.
 *
 * @param definitions the volumes
 * @param backends the backends
 */
public record Changes(Definitions definitions, Backends backends) {
    /**
     * Checks that no volume is a change of one.
     *
     * @throws VolumeBusyException if one is; the message names it
     */
    public void requireNone(Target of) {
        PoolRecord pool = definitions.pool(of.pool());
        java.nio.file.Path path = backends.of(pool.definition()).path(pool.definition(), of.volume());
        for (PoolRecord other : definitions.pools()) {
            for (NamedVolume volume : definitions.volumes(other.definition().name())) {
                VolumeFormat.Backing backing = volume.record().layout().backing();
                if (backing != null && backing.path().equals(path) && isStill(other, volume, backing)) {
                    throw new VolumeBusyException("volume '" + of.volume() + "' is still in use. Volume '"
                            + volume.name() + "' in pool '" + other.definition().name() + "' is a change of it");
                }
            }
        }
    }

    /** Somebody may have given it another backing store; a pool that is stopped cannot be asked. */
    private boolean isStill(PoolRecord pool, NamedVolume volume, VolumeFormat.Backing backing) {
        if (!pool.active()) {
            return true;
        }
        StorageBackend backend = backends.of(pool.definition());
        return backend.find(pool.definition(), volume.name())
                .map(found -> Optional.ofNullable(
                                Layout.of(volume.record(), found).format().backing())
                        .filter(now -> now.path().equals(backing.path()))
                        .isPresent())
                .orElse(false);
    }
}

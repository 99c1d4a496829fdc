package org.jobledger.storage.definition;

import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;

/** How pools and volumes are called in the ledger: {@code pool 'P'}, and in it {@code volume 'P/V'}. */
public final class StorageRefs {
    /** The kind of pools. */
    public static final String POOL = "pool";

    /** The kind of volumes. */
    public static final String VOLUME = "volume";

    /** The kind of what runs for a pool, or for another token. */
    public static final String PROGRAMS = "programs";

    private StorageRefs() {}

    /** What runs of a token: {@code programs 'pool-UUID'}. */
    public static ResourceRef programs(String token) {
        return ResourceRef.of(PROGRAMS, token);
    }

    /** A pool. */
    public static ResourceRef of(PoolName pool) {
        return ResourceRef.of(POOL, pool.text());
    }

    /** A volume. */
    public static ResourceRef of(PoolName pool, VolumeName volume) {
        return of(pool).child(VOLUME, volume.text());
    }

    /** Whether a resource is a volume of a pool. */
    public static boolean isVolumeOf(PoolName pool, ResourceRef resource) {
        return resource.kind().equals(VOLUME) && of(pool).equals(resource.parent());
    }
}

package org.jobledger.storage;

import java.nio.file.Path;
import java.util.UUID;

/**
 * A snapshot of a pool (libvirt: virStoragePoolInfo and the pool XML).
 *
 * @param name its name
 * @param uuid its identity
 * @param type what is behind it
 * @param state where it stands
 * @param target the directory in which its volumes are
 * @param capacity the size of what is behind it, bytes; 0 unless RUNNING
 * @param allocation how much of that is used, by whomever, bytes; 0 unless RUNNING
 * @param available how much is free for us, bytes; 0 unless RUNNING
 * @param persistent whether it stays defined when it is stopped (libvirt: virStoragePoolIsPersistent)
 * @param autostart whether it is started by a service that begins to serve the ledger (libvirt: virStoragePoolGetAutostart)
 */
public record PoolInfo(
        String name,
        UUID uuid,
        PoolType type,
        PoolState state,
        Path target,
        long capacity,
        long allocation,
        long available,
        boolean persistent,
        boolean autostart) {

    /** True when it is started, whether or not what is behind it can be read. */
    public boolean active() {
        return state != PoolState.INACTIVE;
    }
}

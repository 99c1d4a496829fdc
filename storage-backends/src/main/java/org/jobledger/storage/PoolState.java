package org.jobledger.storage;

/** Where a pool stands (libvirt: virStoragePoolState). */
public enum PoolState {
    /** Defined and not started: its volumes cannot be used. */
    INACTIVE,
    /** Started. */
    RUNNING,
    /** Started, but what is behind it is gone or cannot be read. */
    INACCESSIBLE
}

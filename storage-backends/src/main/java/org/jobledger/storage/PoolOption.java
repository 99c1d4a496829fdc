package org.jobledger.storage;

/** How a pool is created (libvirt: virStoragePoolCreateFlags). */
public enum PoolOption {
    /** Make what it needs first, where that is missing. */
    BUILD
}

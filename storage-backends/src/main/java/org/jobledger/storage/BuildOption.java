package org.jobledger.storage;

/** How a pool is built (libvirt: virStoragePoolBuildFlags). None: only its directory is made. */
public enum BuildOption {
    /** Make a file system on its device where there is no data. */
    NO_OVERWRITE,
    /** Make a file system on its device over whatever is there. */
    OVERWRITE
}

package org.jobledger.storage;

/** How a volume is resized (libvirt: virStorageVolResizeFlags). */
public enum ResizeOption {
    /** What is added gets its place on the disk at once. */
    ALLOCATE,
    /** The capacity given is added to the present one, or taken from it together with {@link #SHRINK}; never below 0. */
    DELTA,
    /** The volume may become smaller. */
    SHRINK
}

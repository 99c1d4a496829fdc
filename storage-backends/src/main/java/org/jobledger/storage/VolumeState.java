package org.jobledger.storage;

/** Where a volume stands. libvirt knows none of this: it lists whatever file it finds as a healthy volume. */
public enum VolumeState {
    /** Whole, and no job changes it. */
    HEALTHY,
    /** A job is making it; it is not whole yet. */
    ALLOCATING,
    /** A job is overwriting it. */
    WIPING,
    /** A job is changing its size. */
    RESIZING,
    /** A job is removing it. */
    DELETING,
    /** A wipe of it ended early: the contents are undefined. Wipe or delete it. */
    UNDEFINED,
    /** Its making ended early: it is not whole. Delete it. */
    BROKEN,
    /** The ledger knows it and its file is gone. */
    MISSING
}

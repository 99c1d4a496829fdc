package org.jobledger.storage;

/** Where a volume stands. libvirt knows none of this: it lists whatever file it finds as a healthy volume. */
public enum VolumeState {
    /** Whole, and no job changes it. */
    HEALTHY,
    /** A job is making it; it is not whole yet. */
    ALLOCATING,
    /** A job is making it as a copy of another one; it is not whole yet. */
    CLONING,
    /** A job is overwriting it. */
    WIPING,
    /** A job is writing to it what somebody sends. */
    UPLOADING,
    /** A job is changing its size. */
    RESIZING,
    /** A job is removing it. */
    DELETING,
    /** A wipe or upload of it ended early: the contents are undefined. Do it again, or delete it. */
    UNDEFINED,
    /** Its making ended early: it is not whole. Delete it. */
    BROKEN,
    /** The ledger knows it and its file is gone. */
    MISSING
}

package org.jobledger.storage;

/** Whether a copy shares the blocks of its source until one of the two is written to (libvirt: VIR_STORAGE_VOL_CREATE_REFLINK). */
public enum Reflink {
    /** Where the file system can, as it costs nothing. */
    AUTO,
    /** In any case; the job fails where the file system cannot. */
    ALWAYS,
    /** Never: the copy gets blocks of its own. */
    NEVER
}

package org.jobledger.storage;

/** How a volume is removed (libvirt: virStorageVolDeleteFlags). */
public enum DeleteOption {
    /** Overwrite it with zeros first. */
    ZEROED,
    /** Remove its snapshots first, whoever made them; images of a cluster have some (libvirt: VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS). */
    SNAPSHOTS
}

package org.jobledger.storage;

/** How a volume is removed (libvirt: virStorageVolDeleteFlags). */
public enum DeleteOption {
    /** Overwrite it with zeros first. */
    ZEROED
}

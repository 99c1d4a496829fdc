package org.jobledger.storage;

import java.util.Locale;

/** What a volume is (libvirt: virStorageVolType). */
public enum VolumeKind {
    /** A regular file; its size can change. */
    FILE,
    /** A block device, such as a partition; it has the size it was made with, and what lay there before is still in it. */
    BLOCK,
    /** Something on servers, which has no path here. */
    NETWORK;

    /** The word for it in libvirt's XML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.jobledger.storage;

/** A part of a pool's source that a pool type has (libvirt: the VIR_STORAGE_POOL_SOURCE_ flags of storage_conf.c). */
public enum SourcePart {
    /** One or more servers. */
    HOST,
    /** One or more block devices, or the name of a target on a server. */
    DEVICE,
    /** A directory on a server. */
    DIR,
    /** A host bus adapter. */
    ADAPTER,
    /** A name, such as that of a volume group. */
    NAME,
    /** The name by which this machine logs in at an iSCSI target. */
    INITIATOR
}

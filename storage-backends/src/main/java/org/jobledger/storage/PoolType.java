package org.jobledger.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is behind a pool (libvirt: virStoragePoolType), with the parts and formats of its source as libvirt's storage_conf.c has them.
 * Whether this build can use a type is another matter: a type without a backend can be read from XML and is refused at defining.
 */
public enum PoolType {
    /** A directory of a file system that is mounted already. */
    DIR("dir", Set.of(), List.of()),
    /** A file system on a block device, mounted when the pool starts. "btrfs" is ours: libvirt mounts that as "auto" and cannot make it. */
    FS(
            "fs",
            Set.of(SourcePart.DEVICE),
            List.of(
                    "auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+", "xfs",
                    "ocfs2", "vmfs", "btrfs")),
    /** A directory of a file server, mounted when the pool starts. */
    NETFS("netfs", Set.of(SourcePart.HOST, SourcePart.DIR), List.of("auto", "nfs", "glusterfs", "cifs")),
    /** An LVM volume group. */
    LOGICAL("logical", Set.of(SourcePart.NAME, SourcePart.DEVICE), List.of("lvm2", "unknown")),
    /** A disk whose partitions are the volumes. */
    DISK(
            "disk",
            Set.of(SourcePart.DEVICE),
            List.of("unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2")),
    /** The logical units of an iSCSI target. */
    ISCSI("iscsi", Set.of(SourcePart.HOST, SourcePart.DEVICE, SourcePart.INITIATOR), List.of()),
    /** The same without the kernel. */
    ISCSI_DIRECT("iscsi-direct", Set.of(SourcePart.HOST, SourcePart.DEVICE, SourcePart.INITIATOR), List.of()),
    /** The logical units behind a host bus adapter. */
    SCSI("scsi", Set.of(SourcePart.ADAPTER), List.of()),
    /** All multipath devices of the machine. */
    MPATH("mpath", Set.of(), List.of()),
    /** A pool of a Ceph cluster. */
    RBD("rbd", Set.of(SourcePart.HOST, SourcePart.NAME), List.of()),
    /** A Sheepdog cluster; libvirt dropped it in 2023. */
    SHEEPDOG("sheepdog", Set.of(SourcePart.HOST, SourcePart.NAME), List.of()),
    /** A Gluster volume. */
    GLUSTER("gluster", Set.of(SourcePart.HOST, SourcePart.NAME, SourcePart.DIR), List.of()),
    /** A ZFS dataset. */
    ZFS("zfs", Set.of(SourcePart.NAME, SourcePart.DEVICE), List.of()),
    /** A Virtuozzo storage cluster. */
    VSTORAGE("vstorage", Set.of(SourcePart.NAME), List.of());

    private static final Set<PoolType> DEVICES = Set.of(LOGICAL, DISK, ISCSI, SCSI, MPATH, ZFS);
    private static final Set<PoolType> NETWORK = Set.of(ISCSI_DIRECT, RBD, SHEEPDOG, GLUSTER);

    private final String word;
    // Made by Set.of and List.of, which the check cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<SourcePart> parts;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> formats;

    PoolType(String word, Set<SourcePart> parts, List<String> formats) {
        this.word = word;
        this.parts = parts;
        this.formats = formats;
    }

    /** The word for it in the ledger, in XML and on the command line: {@code dir}. */
    public String word() {
        return word;
    }

    /** The parts that its source has. */
    public Set<SourcePart> parts() {
        return parts;
    }

    /** The formats its source can have, the default one first; empty where it has none. */
    public List<String> formats() {
        return formats;
    }

    /** What its volumes are (libvirt: virStorageVolType). */
    public VolumeKind volumes() {
        if (NETWORK.contains(this)) {
            return VolumeKind.NETWORK;
        }
        return DEVICES.contains(this) ? VolumeKind.BLOCK : VolumeKind.FILE;
    }

    /** Whether its volumes have paths under a target directory; those of a network pool have not. */
    public boolean hasTarget() {
        return !NETWORK.contains(this);
    }

    /**
     * The type of this word.
     *
     * @throws UnsupportedStorageException if there is none of this word; the message names it
     */
    public static PoolType of(String word) {
        for (PoolType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new UnsupportedStorageException("there is no pool type '" + Shown.of(word.toLowerCase(Locale.ROOT))
                + "'; there are " + Arrays.stream(values()).map(PoolType::word).collect(Collectors.joining(", ")));
    }
}

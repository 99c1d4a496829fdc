package org.jobledger.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a partition is made for (libvirt: virStorageVolFormatDisk): the format of a volume in a pool of type "disk", whose bytes are raw. */
public enum PartitionType {
    /** Nothing that is said; made as one for Linux, as in libvirt. */
    NONE("ext2"),
    /** A file system of Linux. */
    LINUX("ext2"),
    /** FAT with 16 bits. */
    FAT16("fat16"),
    /** FAT with 32 bits. */
    FAT32("fat32"),
    /** Swap space. */
    LINUX_SWAP("linux-swap"),
    /** A part of an LVM volume group; libvirt makes it as one for Linux. */
    LINUX_LVM("ext2"),
    /** A part of a software RAID; libvirt makes it as one for Linux. */
    LINUX_RAID("ext2"),
    /** One that holds the logical ones of a "dos" table, and no bytes of its own. */
    EXTENDED("extended");

    private final String parted;

    PartitionType(String parted) {
        this.parted = parted;
    }

    /** The word for it in libvirt's XML: {@code linux-swap}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word for it in parted(8): that of a file system, or "extended". */
    public String parted() {
        return parted;
    }

    /** The type of this word, or nothing where it is none, such as "raw". */
    public static Optional<PartitionType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** All words, that of what is not said first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(PartitionType::word).toList();
    }
}

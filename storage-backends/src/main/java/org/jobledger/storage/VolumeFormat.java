package org.jobledger.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a volume is laid out in its file (libvirt: the format, compat, clusterSize, features, nocow, encryption and backingStore of the
 * volume XML). Immutable; each method gives a changed copy. What is null or empty is left as {@code qemu-img} has it.
 *
 * <p>A raw volume that is encrypted is "luks" here, as {@code qemu-img} says; libvirt's XML has it as raw with an encryption.
 *
 * @param name "raw", "qcow2", "luks" ...; see {@link ImageFormat} for those that can be made, and {@link PartitionType} for what a
 *     partition is asked for as
 * @param compat the version of qcow2, "0.10" or "1.1"; null for 1.1
 * @param clusterSize the cluster size of qcow2, bytes, or null
 * @param features of qcow2, "lazy_refcounts" and "extended_l2"
 * @param noCopyOnWrite whether its file is not to be written copy-on-write, where the file system does so
 * @param encryption how it is encrypted, or null
 * @param backing the volume that it is a change of, or null
 * @param preallocated whether its metadata gets its place at once, and with an allocation of all of its capacity its data too
 */
public record VolumeFormat(
        String name,
        @Nullable String compat,
        @Nullable Long clusterSize,
        List<String> features,
        boolean noCopyOnWrite,
        @Nullable VolumeEncryption encryption,
        @Nullable Backing backing,
        boolean preallocated) {
    /** Bytes as a guest sees them. */
    public static final VolumeFormat RAW = of("raw");

    /** The image of an optical disc: raw bytes, and made as such. Volumes are shown so, and called raw by all that is done to them. */
    public static final VolumeFormat ISO = of("iso");

    /** Copies the list. */
    public VolumeFormat {
        features = List.copyOf(features);
    }

    /**
     * A volume that another one is a change of.
     *
     * @param path where it is
     * @param format its format; null for what the driver knows of it
     */
    public record Backing(Path path, @Nullable String format) {}

    /** A format by its name, with nothing else said. */
    public static VolumeFormat of(String name) {
        return new VolumeFormat(name, null, null, List.of(), false, null, null, false);
    }

    /** Whether it is raw and not encrypted. */
    public boolean raw() {
        return name.equals("raw");
    }

    /** What a partition of this format is made for; nothing where the format is that of a file. Only a request says it so. */
    public Optional<PartitionType> partition() {
        return PartitionType.of(name);
    }

    /** The same under another name. */
    public VolumeFormat named(String newName) {
        return new VolumeFormat(
                newName, compat, clusterSize, features, noCopyOnWrite, encryption, backing, preallocated);
    }

    /** The same of another version of qcow2. */
    public VolumeFormat compat(@Nullable String newCompat) {
        return new VolumeFormat(
                name, newCompat, clusterSize, features, noCopyOnWrite, encryption, backing, preallocated);
    }

    /** The same with clusters of another size, bytes. */
    public VolumeFormat clusterSize(@Nullable Long bytes) {
        return new VolumeFormat(name, compat, bytes, features, noCopyOnWrite, encryption, backing, preallocated);
    }

    /** The same with these features. */
    public VolumeFormat features(List<String> newFeatures) {
        return new VolumeFormat(
                name, compat, clusterSize, newFeatures, noCopyOnWrite, encryption, backing, preallocated);
    }

    /** The same, written copy-on-write or not. */
    public VolumeFormat noCopyOnWrite(boolean no) {
        return new VolumeFormat(name, compat, clusterSize, features, no, encryption, backing, preallocated);
    }

    /** The same, encrypted so. */
    public VolumeFormat encrypted(@Nullable VolumeEncryption newEncryption) {
        return new VolumeFormat(
                name, compat, clusterSize, features, noCopyOnWrite, newEncryption, backing, preallocated);
    }

    /** The same as a change of this volume. */
    public VolumeFormat backedBy(@Nullable Backing newBacking) {
        return new VolumeFormat(
                name, compat, clusterSize, features, noCopyOnWrite, encryption, newBacking, preallocated);
    }

    /** The same, preallocated or not (libvirt: VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA). */
    public VolumeFormat preallocated(boolean yes) {
        return new VolumeFormat(name, compat, clusterSize, features, noCopyOnWrite, encryption, backing, yes);
    }

    /**
     * The same with what follows from it, checked for a volume that is to be made.
     *
     * @throws UnsupportedStorageException if nothing here makes such a volume
     * @throws InvalidValueException if what it asks for does not fit together
     */
    public VolumeFormat makeable() {
        return ImageFormat.makeable(this);
    }
}

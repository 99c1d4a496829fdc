package org.jobledger.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of volumes that can be made, a line each: raw ones here, all others by {@code qemu-img}. */
public enum ImageFormat {
    /** Bytes as a guest sees them. */
    RAW(),
    /** Bytes encrypted by LUKS. */
    LUKS(Feature.ENCRYPTION),
    /** QEMU's own. */
    QCOW2(Feature.BACKING, Feature.ENCRYPTION, Feature.OPTIONS, Feature.PREALLOCATION, Feature.RESIZE),
    /** The one before. */
    QCOW(Feature.BACKING),
    /** An own one of QEMU that is not developed any more. */
    QED(Feature.BACKING, Feature.RESIZE),
    /** VMware's, in one file. */
    VMDK(Feature.BACKING),
    /** VirtualBox's. */
    VDI(Feature.PREALLOCATION),
    /** Virtual PC's. */
    VPC(),
    /** Hyper-V's. */
    VHDX();

    /** What a format has. */
    private enum Feature {
        BACKING,
        ENCRYPTION,
        OPTIONS,
        PREALLOCATION,
        RESIZE
    }

    private static final Pattern CIPHER_WORD = Pattern.compile("[a-z0-9-]{1,32}");
    private static final long LEAST_CLUSTER = 512;
    private static final long GREATEST_CLUSTER = 2 << 20;

    @SuppressWarnings("ImmutableEnumChecker") // it is; its type does not say so
    private final Set<Feature> features;

    ImageFormat(Feature... features) {
        this.features = Set.of(features);
    }

    /** How libvirt and {@code qemu-img} call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, the usual one first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ImageFormat::word).toList();
    }

    /** Whether {@code qemu-img} can change the size of a volume of this format. */
    public static boolean resizable(String format) {
        return Arrays.stream(values())
                .anyMatch(known -> known.word().equals(format) && known.features.contains(Feature.RESIZE));
    }

    static VolumeFormat makeable(VolumeFormat asked) {
        if (asked.partition().isPresent()) {
            requirePlain(asked);
            return asked;
        }
        if (asked.name().equals(VolumeFormat.ISO.name())) {
            return makeable(asked.named(RAW.word()));
        }
        // libvirt's way to say it.
        boolean encryptedRaw = asked.raw() && asked.encryption() != null;
        VolumeFormat format = encryptedRaw ? asked.named(LUKS.word()) : asked;
        ImageFormat known = Arrays.stream(values())
                .filter(value -> value.word().equals(format.name()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedStorageException("volumes of format '" + Shown.of(format.name())
                        + "' cannot be made; there are " + words().stream().collect(Collectors.joining(", "))));
        known.require(format);
        return format;
    }

    /** A partition has bytes, and nothing that says more of them. */
    private static void requirePlain(VolumeFormat partition) {
        if (!partition.equals(VolumeFormat.of(partition.name()))) {
            throw new InvalidValueException("volumes of format '" + partition.name()
                    + "' are partitions: they have no encryption, backing store, preallocated metadata or options");
        }
    }

    private void require(VolumeFormat asked) {
        require(Feature.BACKING, asked.backing() != null, "a backing store");
        require(Feature.ENCRYPTION, asked.encryption() != null, "encryption");
        require(Feature.PREALLOCATION, asked.preallocated() && this != RAW && this != LUKS, "preallocated metadata");
        boolean options = asked.compat() != null
                || asked.clusterSize() != null
                || !asked.features().isEmpty();
        require(Feature.OPTIONS, options, "a compat version, a cluster size or features");
        if (asked.backing() != null && asked.preallocated()) {
            throw new InvalidValueException("a volume with a backing store has no metadata to be preallocated");
        }
        requireOptions(asked);
        VolumeEncryption encryption = asked.encryption();
        if (encryption != null) {
            requireEncryption(encryption);
        } else if (this == LUKS) {
            throw new InvalidValueException("a volume of format 'luks' needs an encryption with a secret");
        }
    }

    private void require(Feature feature, boolean asked, String what) {
        if (asked && !features.contains(feature)) {
            throw new InvalidValueException(
                    "volumes of format '" + word() + "' have no " + what.replaceFirst("^an? ", ""));
        }
    }

    private static void requireOptions(VolumeFormat asked) {
        String compat = asked.compat();
        if (compat != null && !compat.equals("0.10") && !compat.equals("1.1")) {
            throw new InvalidValueException("compat '" + Shown.of(compat) + "' of qcow2 is neither 0.10 nor 1.1");
        } else if ("0.10".equals(compat) && !asked.features().isEmpty()) {
            throw new InvalidValueException("features " + asked.features() + " of qcow2 need compat 1.1, not 0.10");
        }
        Long cluster = asked.clusterSize();
        if (cluster != null && (cluster < LEAST_CLUSTER || cluster > GREATEST_CLUSTER || Long.bitCount(cluster) != 1)) {
            throw new InvalidValueException("cluster size " + cluster + " is no power of two from " + LEAST_CLUSTER
                    + " to " + GREATEST_CLUSTER + " bytes");
        }
        for (String feature : asked.features()) {
            if (!feature.equals("lazy_refcounts") && !feature.equals("extended_l2")) {
                throw new UnsupportedStorageException("qcow2 has no feature '" + Shown.of(feature) + "'");
            }
        }
    }

    private static void requireEncryption(VolumeEncryption encryption) {
        if (!encryption.format().equals("luks")) {
            throw new UnsupportedStorageException(
                    "volumes with encryption '" + encryption.format() + "' cannot be made; there is luks");
        } else if (encryption.secrets().size() != 1) {
            throw new InvalidValueException(
                    "encryption needs one secret, not " + encryption.secrets().size());
        }
        VolumeEncryption.Cipher cipher = encryption.cipher();
        VolumeEncryption.IvGenerator generator = encryption.ivGenerator();
        if (cipher != null) {
            requireWord(cipher.name());
            requireWord(cipher.mode());
            requireWord(cipher.hash());
        }
        if (generator != null) {
            requireWord(generator.name());
            requireWord(generator.hash());
        }
    }

    /** They become options of a program. */
    private static void requireWord(@org.jspecify.annotations.Nullable String word) {
        if (word != null && !CIPHER_WORD.matcher(word).matches()) {
            throw new InvalidValueException("'" + Shown.of(word) + "' names no cipher, mode, generator or hash");
        }
    }
}

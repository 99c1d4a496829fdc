package org.jobledger.storage.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jspecify.annotations.Nullable;

/** What qemu-img is told of a format. */
final class ImageOptions {
    /** How long deriving a key shall take, milliseconds; where it is not set as long as qemu-img thinks right. Tests have no secrets. */
    private static final String KEY_MILLIS = "jobledger.luks.millis";

    private static final String ON = "on";

    private ImageOptions() {}

    /** The options of an image of so many bytes, of which so many shall get their place at once. */
    static Map<String, String> of(VolumeFormat format, long capacity, long allocation) {
        Map<String, String> options = new LinkedHashMap<>();
        if (format.name().equals("qcow2")) {
            String compat = format.compat();
            options.put("compat", compat == null ? "1.1" : compat);
            format.features().forEach(feature -> options.put(feature, ON));
            put(options, "cluster_size", format.clusterSize());
        } else if (format.name().equals("vpc")) {
            // Else it is rounded to what an old BIOS can address.
            options.put("force_size", ON);
        }
        if (format.preallocated() && !format.raw() && !format.name().equals("luks")) {
            options.put(
                    "preallocation", allocation >= capacity && !format.name().equals("vdi") ? "falloc" : "metadata");
        }
        VolumeEncryption encryption = format.encryption();
        if (encryption != null) {
            boolean inside = !format.name().equals("luks");
            if (inside) {
                options.put("encrypt.format", encryption.format());
            }
            Integer millis = Integer.getInteger(KEY_MILLIS);
            put(options, (inside ? "encrypt." : "") + "iter-time", millis);
            add(options, inside ? "encrypt." : "", encryption);
        }
        return options;
    }

    private static void add(Map<String, String> options, String prefix, VolumeEncryption encryption) {
        VolumeEncryption.Cipher cipher = encryption.cipher();
        if (cipher != null) {
            options.put(prefix + "cipher-alg", cipher.name() + "-" + cipher.size());
            put(options, prefix + "cipher-mode", cipher.mode());
            put(options, prefix + "hash-alg", cipher.hash());
        }
        VolumeEncryption.IvGenerator generator = encryption.ivGenerator();
        if (generator != null) {
            options.put(prefix + "ivgen-alg", generator.name());
            put(options, prefix + "ivgen-hash-alg", generator.hash());
        }
    }

    private static void put(Map<String, String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.put(name, value.toString());
        }
    }
}

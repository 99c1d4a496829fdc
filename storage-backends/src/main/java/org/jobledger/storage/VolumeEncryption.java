package org.jobledger.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a volume is encrypted (libvirt: virStorageEncryption). Immutable. Secrets are named here, never said.
 *
 * @param format "default", "qcow", "luks" or "luks2"
 * @param engine who encrypts, "qemu" or "librbd"; null where it is not said
 * @param secrets the names of the secrets
 * @param cipher the cipher, or null where it is the usual one
 * @param ivGenerator how initialisation vectors are made, or null
 */
public record VolumeEncryption(
        String format,
        @Nullable String engine,
        List<Secret> secrets,
        @Nullable Cipher cipher,
        @Nullable IvGenerator ivGenerator) {

    /** Copies the list. */
    public VolumeEncryption {
        secrets = List.copyOf(secrets);
    }

    /**
     * The name of a secret: its uuid or its usage.
     *
     * @param type "passphrase"
     * @param uuid its uuid, or null
     * @param usage its usage, or null
     */
    public record Secret(
            String type, @Nullable String uuid, @Nullable String usage) {}

    /**
     * A cipher.
     *
     * @param name such as "aes"
     * @param size of its key, bits
     * @param mode such as "xts", or null
     * @param hash such as "sha256", or null
     */
    public record Cipher(
            String name,
            int size,
            @Nullable String mode,
            @Nullable String hash) {}

    /**
     * A generator of initialisation vectors.
     *
     * @param name such as "plain64"
     * @param hash such as "sha256", or null
     */
    public record IvGenerator(String name, @Nullable String hash) {}
}

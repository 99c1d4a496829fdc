package org.jobledger.storage;

import java.util.Optional;

/**
 * The secrets of encrypted volumes, which the embedder keeps (libvirt: virSecretLookupByUUID, virSecretLookupByUsage and
 * virSecretGetValue). Called on the threads of callers and of jobs, after a crash on those of recovered jobs. The driver writes no secret
 * to the ledger, a log or a command line, and overwrites the bytes it is given.
 */
@FunctionalInterface
public interface VolumeSecrets {
    /** None are known. */
    VolumeSecrets NONE = name -> Optional.empty();

    /**
     * A secret, as bytes of its own that the caller may overwrite; nothing where none has this name.
     *
     * @param name its uuid or its usage
     */
    Optional<byte[]> find(VolumeEncryption.Secret name);

    /** These, and where they do not know a secret those. */
    default VolumeSecrets orElse(VolumeSecrets others) {
        return name -> find(name).or(() -> others.find(name));
    }
}

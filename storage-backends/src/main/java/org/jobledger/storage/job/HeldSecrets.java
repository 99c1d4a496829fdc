package org.jobledger.storage.job;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.NoSuchSecretException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeEncryption.Secret;
import org.jobledger.storage.VolumeSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs find secrets: with the caller that began them, while his process lives, and with the embedder that opened the ledger. A job
 * knows its caller's by a token. Thread-safe.
 */
public final class HeldSecrets {
    /** The field of a job's parameters that has the token. */
    static final String TOKEN = "secrets";

    private final VolumeSecrets known;
    private final ConcurrentMap<String, VolumeSecrets> ofCallers = new ConcurrentHashMap<>();

    /** Those that the embedder knows. */
    public HeldSecrets(VolumeSecrets known) {
        this.known = known;
    }

    /** Keeps those of a caller for one job; answers the token. */
    public String hold(VolumeSecrets ofCaller) {
        String token = UUID.randomUUID().toString();
        ofCallers.put(token, ofCaller);
        return token;
    }

    /** Forgets those of a caller. */
    public void forget(String token) {
        ofCallers.remove(token);
    }

    /** Whether a job needs some; after a crash nobody has those of its caller. */
    public static boolean neededBy(Document parameters) {
        return parameters.value(TOKEN) instanceof String;
    }

    /** The parameters of a job, the same for all tokens. */
    public static String withoutToken(Document parameters) {
        return parameters.value(TOKEN) instanceof String token
                ? parameters.json().replace(token, "")
                : parameters.json();
    }

    void forget(Document parameters) {
        if (parameters.value(TOKEN) instanceof String token) {
            forget(token);
        }
    }

    /**
     * Checks that the secret of an encryption is known.
     *
     * @throws NoSuchSecretException if it is not
     */
    public void requireKnown(VolumeSecrets ofCaller, @Nullable VolumeEncryption encryption, String of) {
        if (encryption != null) {
            java.util.Arrays.fill(require(ofCaller.orElse(known), encryption, of), (byte) 0);
        }
    }

    /** The secret of an encryption, for a job. */
    byte[] require(Document parameters, VolumeEncryption encryption, String of) {
        VolumeSecrets ofCaller = parameters.value(TOKEN) instanceof String token ? ofCallers.get(token) : null;
        return require(ofCaller == null ? known : ofCaller.orElse(known), encryption, of);
    }

    private static byte[] require(VolumeSecrets secrets, VolumeEncryption encryption, String of) {
        Secret name = encryption.secrets().isEmpty()
                ? new Secret("passphrase", null, of)
                : encryption.secrets().get(0);
        Optional<byte[]> found = secrets.find(name);
        if (found.isEmpty() || found.get().length == 0) {
            throw new NoSuchSecretException("there is no secret with "
                    + (name.uuid() != null ? "uuid " + name.uuid() : "usage '" + name.usage() + "'") + ", which '" + of
                    + "' is encrypted with");
        }
        return found.get();
    }
}

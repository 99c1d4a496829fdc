package org.jobledger.storage;

/** Thrown when the secret of an encrypted volume is not known (libvirt: VIR_ERR_NO_SECRET). */
public final class NoSuchSecretException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NoSuchSecretException(String message) {
        super("no-such-secret", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NoSuchSecretException(String message, Throwable cause) {
        super("no-such-secret", message, cause);
    }
}

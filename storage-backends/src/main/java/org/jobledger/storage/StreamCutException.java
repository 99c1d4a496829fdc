package org.jobledger.storage;

/** Thrown when the stream of an upload or download ended before its job had all of it; the message says how many bytes are durable. */
public final class StreamCutException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public StreamCutException(String message) {
        super("stream-cut", message);
    }

    /** An error whose message names the values, with what caused it. */
    public StreamCutException(String message, Throwable cause) {
        super("stream-cut", message, cause);
    }
}

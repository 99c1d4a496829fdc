package org.jobledger.engine.event;

/** Thrown when an event cannot be read by this build: a type or schema version of a newer release, or text that is not its JSON. */
public final class UnknownEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error that names the type or version that is not known. */
    public UnknownEventException(String message) {
        super(message);
    }

    /** An error that names the type or version that is not known, with what the reader said. */
    public UnknownEventException(String message, Throwable cause) {
        super(message, cause);
    }
}

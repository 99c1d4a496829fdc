package org.jobledger.storage.io;

import java.io.IOException;

/** Thrown when a disk has no room for what is written or allocated. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names path and bytes. */
    public NoSpaceException(String message) {
        super(message);
    }

    /** An error whose message names path and bytes, with what the platform said. */
    public NoSpaceException(String message, Throwable cause) {
        super(message, cause);
    }
}

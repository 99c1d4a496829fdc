package org.jobledger.storage.io;

import java.io.IOException;

/** Thrown when a program ended with another status than 0; the message has what it said last. */
public final class ChildFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ChildFailedException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** What it ended with. */
    public int status() {
        return status;
    }
}

package org.jobledger.storage.io;

import java.io.IOException;
import java.util.Locale;

/** Thrown when a program ended with another status than 0; the message has what it said last. */
public final class ChildFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private ChildFailedException(String message, int status) {
        super(message);
        this.status = status;
    }

    static ChildFailedException of(ChildCommand command, int status, String said) {
        return new ChildFailedException(
                String.format(
                        Locale.ROOT, "%s ended with status %d: %s (%s)", command.program(), status, said, command),
                status);
    }

    /** What it ended with. */
    public int status() {
        return status;
    }
}

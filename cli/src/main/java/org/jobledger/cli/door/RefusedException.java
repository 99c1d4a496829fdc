package org.jobledger.cli.door;

import java.io.IOException;

/** Thrown where the owner does not run a call, and says why. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** A refusal with a stable code. */
    public RefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}

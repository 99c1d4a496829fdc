package org.jobledger.cli;

/** Thrown by a verb whose job is to go on when the command has ended, and so must run in a server: it is run there then. */
final class NeedsServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeedsServerException() {
        super("a server must run it");
    }
}

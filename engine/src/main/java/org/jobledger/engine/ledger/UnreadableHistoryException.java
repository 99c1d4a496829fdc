package org.jobledger.engine.ledger;

/** Thrown when an event of the log cannot be read by this build, or cannot follow those before it: no table can be made from it. */
public final class UnreadableHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long position;

    UnreadableHistoryException(long position, Throwable cause) {
        super("position " + position + ": " + cause.getMessage(), cause);
        this.position = position;
    }

    /** The position of the event. */
    public long position() {
        return position;
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jobledger.engine.DiskErrorException;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.JobLedgerException;
import org.jspecify.annotations.Nullable;

/** What a disk refused: which file, what was done to it, and whether it was for want of room. */
final class DiskFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final List<String> WANT_OF_ROOM =
            List.of("no space left", "quota exceeded", "not enough space", "disk full");

    private final boolean full;

    /**
     * A failure.
     *
     * @param doing what was done, such as "write 512 bytes at 0"
     * @param full whether the disk is known to have too little room; what the cause says counts too
     */
    DiskFailure(Path file, String doing, boolean full, IOException cause) {
        super(file + ": cannot " + doing + ": " + cause.getMessage(), cause);
        this.full = full;
    }

    /** Whether an error says that there is no room. The text of the system alone is not relied on: it may be in another language. */
    static boolean isFull(IOException error) {
        boolean found = false;
        for (@Nullable Throwable cause = error; cause != null && !found; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            found = (cause instanceof DiskFailure failure && failure.full)
                    || WANT_OF_ROOM.stream().anyMatch(text::contains);
        }
        return found;
    }

    /** What the disk itself said. */
    static String reason(IOException error) {
        Throwable cause = error;
        while (cause instanceof DiskFailure && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** The error that a caller gets. */
    static JobLedgerException told(String what, IOException error) {
        String message = what + ": " + error.getMessage();
        return isFull(error) ? new DiskFullException(message, error) : new DiskErrorException(message, error);
    }
}

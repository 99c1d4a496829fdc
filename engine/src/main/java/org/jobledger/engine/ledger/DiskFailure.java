package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        super(file + ": cannot " + doing + ": " + words(cause).orElse(cause.getMessage()), cause);
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
        String said = words(error)
                .map(words -> ((FileSystemException) error).getFile() + ": " + words)
                .orElse(error.getMessage());
        String message = what + ": " + said;
        return isFull(error) ? new DiskFullException(message, error) : new DiskErrorException(message, error);
    }

    /** Where the JDK has a class for what the operating system said, and nothing but the path for a message: its words. */
    private static Optional<String> words(IOException error) {
        if (error instanceof AccessDeniedException denied && denied.getReason() == null) {
            return Optional.of("Permission denied");
        } else if (error instanceof NoSuchFileException missing && missing.getReason() == null) {
            return Optional.of("No such file or directory");
        }
        return Optional.empty();
    }
}

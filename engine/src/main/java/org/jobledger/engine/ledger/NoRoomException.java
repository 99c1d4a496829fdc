package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** No room could be made for a group, and nothing is spoilt: the file may be longer by zeros, or a new one be there without a header. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(Path file, long bytes, IOException cause) {
        super(
                (DiskFailure.isFull(cause)
                                ? "no room for " + bytes + " bytes in "
                                : "room for " + bytes + " bytes cannot be made in ")
                        + file + ": " + DiskFailure.reason(cause),
                cause);
    }
}

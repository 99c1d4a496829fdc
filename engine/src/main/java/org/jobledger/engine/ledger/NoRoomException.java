package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** There is no room for a group, and nothing is spoilt: the file may be longer by zeros, or a new one be there without a header. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(Path file, long bytes, IOException cause) {
        super("no room for " + bytes + " bytes in " + file + ": " + cause.getMessage(), cause);
    }
}

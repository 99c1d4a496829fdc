package org.jobledger.cli.door;

import java.io.IOException;

/** What the owner of the ledger prints cannot be written where the command was started. */
public final class OutputLostException extends IOException {
    private static final long serialVersionUID = 1;

    OutputLostException() {
        super("the output cannot be written");
    }
}

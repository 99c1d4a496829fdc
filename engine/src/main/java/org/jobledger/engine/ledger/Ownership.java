package org.jobledger.engine.ledger;

import java.io.IOException;

/** The right to write a ledger's directory. Thread-safe. */
public interface Ownership extends AutoCloseable {

    /**
     * Asked before a group is written and again before it is acknowledged.
     *
     * @throws org.jobledger.engine.LedgerInUseException if the right was lost
     */
    void require() throws IOException;

    /** Gives the right back. */
    @Override
    void close() throws IOException;
}

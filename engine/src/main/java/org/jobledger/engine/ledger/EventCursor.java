package org.jobledger.engine.ledger;

import org.jspecify.annotations.Nullable;

/** Reads events in order. One thread at a time. */
public interface EventCursor extends AutoCloseable {

    /**
     * The next event, or null where there is none yet; may be asked again later.
     *
     * @throws org.jobledger.engine.LedgerDamagedException if the next event should be there but cannot be read
     * @throws java.io.UncheckedIOException if the disk fails
     */
    @Nullable
    StoredEvent next();

    @Override
    void close();
}

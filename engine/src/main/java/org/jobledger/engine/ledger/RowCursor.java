package org.jobledger.engine.ledger;

import org.jspecify.annotations.Nullable;

/** Reads the rows of a table in the order of its key, each as text. One thread at a time. */
public interface RowCursor extends AutoCloseable {

    /** The next row as {@code COLUMN=value, ...}, its key first, or null behind the last. */
    @Nullable
    String next();

    @Override
    void close();
}

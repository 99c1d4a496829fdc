package org.jobledger.engine.ledger;

import java.util.List;

/** The tables as they stand at one position, whatever is applied meanwhile. One thread at a time, and one cursor at a time. */
public interface TablesSnapshot extends AutoCloseable {

    /** The position. */
    Head head();

    /** Reads the event table from a position on. Null from the cursor means that no row follows. */
    EventCursor events(long firstPosition);

    /** The names of the tables that are made from the events, in a fixed order. */
    List<String> tables();

    /** Reads one of these tables. */
    RowCursor rows(String table);

    @Override
    void close();
}

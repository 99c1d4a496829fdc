package org.jobledger.engine.ledger;

/**
 * A whole log in groups for new tables: the next group is read, decoded and folded on a thread of its own while H2 takes the one before.
 * For one thread.
 */
final class FoldAhead implements AutoCloseable {
    private final Projection tables;
    private final EventCursor cursor;
    private Uninterrupted<FoldedGroup> next;

    FoldAhead(ForcedLog log, Projection tables) {
        this.tables = tables;
        this.cursor = log.read(tables.head().position() + 1);
        this.next = begin();
    }

    /**
     * The next group; an empty one at the end of the log.
     *
     * @throws UnreadableHistoryException if this build cannot read an event, or it cannot follow those before
     */
    FoldedGroup next() {
        FoldedGroup group = next.get();
        if (!group.isEmpty()) {
            next = begin();
        }
        return group;
    }

    private Uninterrupted<FoldedGroup> begin() {
        return Uninterrupted.begin("jobledger-folder", () -> tables.fold(TableBuilder.group(cursor)));
    }

    /** Waits for the group that is being read, and closes the log. */
    @Override
    public void close() {
        next.await();
        cursor.close();
    }
}

package org.jobledger.storage.backend.disk;

import org.jobledger.storage.PoolSource.Extent;

/**
 * A partition.
 *
 * @param number its number in the table
 * @param extent where it lies
 * @param kind what it is
 */
record Partition(int number, Extent extent, Kind kind) {

    /** What a partition is; all that are not in a "dos" table are primary. */
    enum Kind {
        PRIMARY,
        EXTENDED,
        LOGICAL
    }

    long size() {
        return extent.end() - extent.start();
    }

    /** Whether the two cannot be in one table. */
    boolean clashesWith(Partition other) {
        boolean apart = extent.end() <= other.extent.start() || other.extent.end() <= extent.start();
        return number == other.number || !(apart || holds(other) || other.holds(this));
    }

    private boolean holds(Partition other) {
        return kind == Kind.EXTENDED && other.kind == Kind.LOGICAL;
    }

    /** Its identity while it is there: where it lies. */
    String key() {
        return key(extent);
    }

    static String key(Extent extent) {
        return "part=" + extent.start() + "-" + extent.end();
    }
}

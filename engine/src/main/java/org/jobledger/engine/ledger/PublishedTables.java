package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ProjectionBehindException;
import org.jspecify.annotations.Nullable;

/** The tables that readers may use now, how far they are, how far readers want them, and why there are none. Thread-safe. */
final class PublishedTables {
    private final Runnable whenWanted;

    @GuardedBy("this")
    private @Nullable Projection tables;

    @GuardedBy("this")
    private long applied;

    @GuardedBy("this")
    private long wanted;

    @GuardedBy("this")
    private String trouble = "they are being opened";

    @GuardedBy("this")
    private boolean hopeless;

    @GuardedBy("this")
    private boolean closed;

    /** None yet; somebody is told when a reader begins to wait for more than was applied. */
    PublishedTables(Runnable whenWanted) {
        this.whenWanted = whenWanted;
    }

    synchronized void publish(Projection newTables) {
        tables = newTables;
        advanced(newTables.head().position());
    }

    synchronized void advanced(long position) {
        applied = position;
        notifyAll();
    }

    /** No tables can be used until others are published. */
    synchronized void withdraw(String reason) {
        tables = null;
        trouble = reason;
    }

    /** No tables can ever be made by this process from this log. */
    synchronized void giveUp(String reason) {
        withdraw(reason);
        hopeless = true;
        notifyAll();
    }

    synchronized void close() {
        tables = null;
        closed = true;
        notifyAll();
    }

    synchronized boolean hopeless() {
        return hopeless;
    }

    synchronized long applied() {
        return applied;
    }

    /** Whether a reader waits for more than was applied, or has waited in vain. */
    synchronized boolean wanted() {
        return wanted > applied;
    }

    synchronized boolean offers(Projection some) {
        return tables == some;
    }

    /**
     * The tables, once they hold a position. An interrupt of the waiting thread ends the waiting and is kept.
     *
     * @throws ProjectionBehindException if they do not within the time
     * @throws LedgerClosedException if they are closed
     */
    Projection await(long position, Duration atMost) {
        if (want(position)) {
            whenWanted.run();
        }
        return awaitWanted(position, atMost);
    }

    private synchronized boolean want(long position) {
        boolean more = position > applied && position > wanted;
        wanted = Math.max(wanted, position);
        return more;
    }

    private synchronized Projection awaitWanted(long position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Projection now = tables;
            if (now != null && applied >= position) {
                return now;
            }
            if (closed) {
                throw new LedgerClosedException("the tables are closed");
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (hopeless || millis <= 0) {
                throw behind(position, atMost);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw behind(position, atMost);
            }
        }
    }

    @GuardedBy("this")
    private ProjectionBehindException behind(long position, Duration atMost) {
        return new ProjectionBehindException("the tables stand at position " + applied + " and not yet at " + position
                + " after " + atMost.toMillis() + " ms" + (tables == null ? ": " + trouble : ""));
    }
}

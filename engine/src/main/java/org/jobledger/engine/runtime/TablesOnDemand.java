package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.TablePlace;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a ledger. An owner keeps them in step from the beginning; who only inspects opens them when he first asks, as live jobs
 * and definitions need none. Thread-safe.
 */
final class TablesOnDemand implements AutoCloseable {
    private final Ledger ledger;

    @GuardedBy("this")
    private @Nullable Projector projector;

    @GuardedBy("this")
    private boolean closed;

    TablesOnDemand(Ledger ledger) {
        this.ledger = ledger;
        if (ledger.owned()) {
            start();
        }
    }

    synchronized Projector get() {
        if (closed) {
            throw new LedgerClosedException("the engine is closed");
        }
        return projector == null ? start() : projector;
    }

    private synchronized Projector start() {
        Projector started = Projector.start(
                ledger.log(),
                ledger.owned() ? TablePlace.owned(ledger.directory()) : TablePlace.copied(ledger.directory()));
        projector = started;
        return started;
    }

    @Override
    public void close() {
        Projector last;
        synchronized (this) {
            closed = true;
            last = projector;
        }
        if (last != null) {
            last.close();
        }
    }
}

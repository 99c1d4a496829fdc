package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Supplier<TablePlace> place;
    private final long mostBehind;

    @GuardedBy("this")
    private @Nullable Projector projector;

    @GuardedBy("this")
    private boolean closed;

    TablesOnDemand(Ledger ledger, Supplier<TablePlace> place, long mostBehind) {
        this.ledger = ledger;
        this.place = place;
        this.mostBehind = mostBehind;
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
        Projector started = Projector.start(ledger.log(), place.get(), mostBehind);
        projector = started;
        return started;
    }

    @Override
    public void close() {
        last().ifPresent(Projector::close);
    }

    /** Closes them as they are. */
    void abandon() {
        last().ifPresent(tables -> tables.close(Duration.ZERO));
    }

    private synchronized Optional<Projector> last() {
        closed = true;
        return Optional.ofNullable(projector);
    }
}

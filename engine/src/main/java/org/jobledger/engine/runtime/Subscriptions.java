package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.LogSubscription;

/** The subscriptions of an engine that have not ended. Thread-safe. */
final class Subscriptions {
    /** Each is a thread. */
    static final int MOST = 256;

    private final ForcedLog log;
    private final LongSupplier durable;

    @GuardedBy("this")
    private final Set<Subscription> active = new LinkedHashSet<>();

    @GuardedBy("this")
    private long begun;

    @GuardedBy("this")
    private boolean closed;

    /**
     * Subscriptions to a log as far as it is shown.
     *
     * @param durable the newest position that callers have been told of, which may be shown a moment later
     */
    Subscriptions(ForcedLog log, LongSupplier durable) {
        this.log = log;
        this.durable = durable;
    }

    synchronized Subscription begin(long fromPosition, LedgerListener listener) {
        if (closed) {
            throw new LedgerClosedException("the engine is closed");
        }
        long next = durable.getAsLong() + 1;
        if (fromPosition < 1 || fromPosition > next) {
            throw new InvalidRequestException(
                    "cannot subscribe from position " + fromPosition + ": the log has 1 to " + next + " next");
        }
        if (active.size() >= MOST) {
            throw new InvalidRequestException("there are " + MOST + " subscriptions already");
        }
        Subscription made = LogSubscription.start(
                log, fromPosition - 1, listener, "jobledger-subscription-" + ++begun, this::ended);
        active.add(made);
        return made;
    }

    private synchronized void ended(Subscription subscription) {
        active.remove(subscription);
    }

    /** Ends all; not waiting for those listeners that are being called. */
    void close() {
        List<Subscription> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(active);
        }
        last.forEach(Subscription::close);
    }
}

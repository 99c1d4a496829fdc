package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.ledger.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an engine ends: its jobs, its threads, its tables and its ledger, in an order that the next owner can rely on. Thread-safe; once. */
final class EngineClose {
    private static final Logger LOG = LoggerFactory.getLogger(EngineClose.class);

    private final Ledger ledger;
    private final TablesOnDemand tables;
    private final Subscriptions subscriptions;
    private final Workers workers;
    private final JobLives lives;
    private final AtomicBoolean closed = new AtomicBoolean();

    EngineClose(Ledger ledger, TablesOnDemand tables, Subscriptions subscriptions, Workers workers, JobLives lives) {
        this.ledger = ledger;
        this.tables = tables;
        this.subscriptions = subscriptions;
        this.workers = workers;
        this.lives = lives;
    }

    boolean begun() {
        return closed.get();
    }

    /** Takes no more jobs, and does with those that are there what is asked, as long as the patience lasts. */
    void settle(Shutdown how, Duration patience) {
        lives.queue().close();
        if (how == Shutdown.ABORT) {
            lives.queue().all().forEach(this::abort);
        }
        if (how != Shutdown.LEAVE) {
            lives.queue().awaitIdle(patience, lives.normal().elsewhere());
        }
    }

    private void abort(LiveJob job) {
        try {
            lives.control().abort(job.id(), TimeLimits.ENGINE, "the engine closes");
        } catch (JobLedgerException e) {
            LOG.debug("job {} could not be aborted: {}", job.id(), e.getMessage());
        }
    }

    /** Has all jobs left for the next opening: whatever they throw from now on, nothing is undone for it. */
    void leave() {
        lives.queue().close();
        lives.queue().all().forEach(LiveJob::leave);
    }

    /** Ends everything, but gives handlers so much time. */
    void close(Duration patience) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        leave();
        workers.stop(patience, this::interruptHandlers);
        lives.normal().endForgotten();
        lives.queue().all().forEach(Workers::left);
        // The next owner must find the tables closed when he gets the lock.
        try {
            ledger.seal();
            tables.close();
        } finally {
            subscriptions.close();
            ledger.close();
        }
    }

    /** The same where the disk is gone: nothing is caught up; false where a handler still runs. */
    boolean abandon() {
        closed.set(true);
        leave();
        boolean ended = workers.stop(Duration.ZERO, this::interruptHandlers);
        lives.queue().all().forEach(Workers::left);
        try {
            subscriptions.close();
            tables.abandon();
        } finally {
            ledger.close();
        }
        return ended;
    }

    private void interruptHandlers() {
        lives.queue().all().forEach(LiveJob::interruptHandler);
    }
}

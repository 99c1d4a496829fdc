package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a log on a thread of its own and hands each event to a listener. What is recorded and what comes is read with one cursor, so
 * that there is no seam between them. Thread-safe; no lock is held while the listener runs.
 */
public final class LogSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(LogSubscription.class);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private enum Doing {
        /** Reading the log, or waiting for it. */
        READING,
        /** In the listener. */
        CALLING,
        /** Nothing any more. */
        ENDED
    }

    private final ForcedLog log;
    private final LedgerListener listener;
    private final Consumer<Subscription> whenEnded;
    private final Alarm alarm = new Alarm();
    private final Thread thread;

    @GuardedBy("this")
    private Doing doing = Doing.READING;

    @GuardedBy("this")
    private State state = State.ACTIVE;

    @GuardedBy("this")
    private long position;

    @GuardedBy("this")
    private @Nullable Throwable failure;

    private LogSubscription(
            ForcedLog log, long before, LedgerListener listener, String name, Consumer<Subscription> whenEnded) {
        this.log = log;
        this.position = before;
        this.listener = listener;
        this.whenEnded = whenEnded;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Begins to follow a log.
     *
     * @param before the position before the first event that is heard
     * @param name the name of the thread
     * @param whenEnded told on that thread when it ends
     */
    public static LogSubscription start(
            ForcedLog log, long before, LedgerListener listener, String name, Consumer<Subscription> whenEnded) {
        LogSubscription subscription = new LogSubscription(log, before, listener, name, whenEnded);
        subscription.thread.start();
        return subscription;
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized State state() {
        return state;
    }

    @Override
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized boolean await(long wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        while (position < wanted && state == State.ACTIVE) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return position >= wanted;
    }

    @Override
    public void close() {
        end(State.CLOSED, null);
        alarm.ring();
        awaitNoReading();
    }

    private synchronized void end(State how, @Nullable Throwable why) {
        if (state == State.ACTIVE) {
            state = how;
            failure = why;
            notifyAll();
        }
    }

    /** When nothing is read any more, nobody misses the files. A listener is not waited for: it may take for ever, or be the caller. */
    private synchronized void awaitNoReading() {
        boolean interrupted = false;
        while (doing == Doing.READING) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (state() == State.ACTIVE) {
                follow();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("the log cannot be read any more for {}", thread.getName(), e);
            end(State.FAILED, e);
        } finally {
            now(Doing.ENDED);
            whenEnded.accept(this);
        }
    }

    private void follow() {
        try (EventCursor cursor = log.read(position() + 1)) {
            while (state() == State.ACTIVE) {
                if (position() < log.forcedPosition()) {
                    tell(cursor);
                } else {
                    alarm.awaitForced(log, position(), IDLE);
                }
            }
        } catch (UncheckedIOException e) {
            // Whoever the listener has given its thread to may interrupt it. That closes the file of this cursor, but
            // no other.
            if (!causedByInterrupt(e)) {
                throw e;
            }
            boolean unused = Thread.interrupted();
        }
    }

    /** The disk may have put the name of the file around it. */
    private static boolean causedByInterrupt(Throwable trouble) {
        for (@Nullable Throwable cause = trouble.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private void tell(EventCursor cursor) {
        StoredEvent next = cursor.next();
        if (next == null) {
            throw new IllegalStateException("position " + (position() + 1) + " is durable but cannot be read");
        }
        RecordedEvent event = next.decode();
        if (!beginCall()) {
            return;
        }
        try {
            listener.on(event);
            told(event.position());
        } catch (Exception | Error e) {
            LOG.warn("{} ends at position {}: its listener threw", thread.getName(), event.position(), e);
            end(State.FAILED, e);
        } finally {
            boolean unused = Thread.interrupted();
            now(Doing.READING);
        }
    }

    private synchronized boolean beginCall() {
        if (state == State.ACTIVE) {
            doing = Doing.CALLING;
            return true;
        }
        return false;
    }

    private synchronized void told(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    private synchronized void now(Doing next) {
        doing = next;
        notifyAll();
    }
}

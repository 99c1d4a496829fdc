package org.jobledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.Subscription;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the pools of a ledger from now on, whoever owns it meanwhile. Who owns it sends the events as they come; where nobody
 * does, the ledger is looked at when its journal has changed. For one thread.
 */
final class ComingPoolEvents implements AutoCloseable {
    private static final Duration LONGEST_READ = Duration.ofMinutes(10);
    private static final long UNKNOWN = 0;

    private final Session session;
    private final Path directory;
    private final Keyboard.Taken keyboard;
    private final LedgerChanges changes;

    /** Without an event where there is something else to look at. */
    private final LinkedBlockingQueue<Optional<PoolEvent>> waiting = new LinkedBlockingQueue<>();

    /** The owner's thread has it as long as he sends, this one else. */
    private volatile long position = UNKNOWN;

    private @Nullable OwnersFeed feed;

    ComingPoolEvents(Session session) {
        this.session = session;
        this.directory = session.directory();
        if (!session.own().exists()) {
            session.own().inspect().close();
        }
        this.changes = new LedgerChanges(directory);
        Thread watcher = Thread.currentThread();
        this.keyboard = session.surroundings().keyboard().onInterrupt(watcher::interrupt);
        if (!attached()) {
            try (StorageDriver driver = session.own().inspect()) {
                position = driver.engine().position();
            }
        }
    }

    /** The next event; nothing where the time has come before. */
    Optional<PoolEvent> next(long deadlineNanos) throws InterruptedException {
        while (true) {
            boolean fed = attached();
            if (!fed && waiting.isEmpty()) {
                look();
            }
            Optional<PoolEvent> event = waiting.isEmpty() && !fed ? Optional.empty() : taken(deadlineNanos);
            if (event.isPresent() || (deadlineNanos != Long.MAX_VALUE && System.nanoTime() > deadlineNanos)) {
                return event;
            } else if (!fed && waiting.isEmpty()) {
                changes.await(deadlineNanos);
            }
        }
    }

    private Optional<PoolEvent> taken(long deadlineNanos) throws InterruptedException {
        Optional<PoolEvent> event = deadlineNanos == Long.MAX_VALUE
                ? waiting.take()
                : waiting.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        return event == null ? Optional.empty() : event;
    }

    /** Whether an owner sends, who is asked to where there is a new one. */
    private boolean attached() {
        if (feed != null && feed.ended()) {
            feed.close();
            feed = null;
        }
        if (feed == null) {
            List<String> words = new ArrayList<>(List.of(PoolEventFeed.NAME));
            if (position != UNKNOWN) {
                words.addAll(List.of("--after", String.valueOf(position)));
            }
            feed = OwnersFeed.of(
                            session.surroundings(), directory, words, this::sent, () -> waiting.add(Optional.empty()))
                    .orElse(null);
        }
        return feed != null;
    }

    private void sent(String line) {
        Optional<PoolEvent> event = PoolEventFeed.event(line);
        if (event.isPresent()) {
            position = event.get().position();
            waiting.add(event);
        } else {
            position = Long.parseLong(line);
        }
    }

    private void look() throws InterruptedException {
        try (StorageDriver driver = session.own().inspect()) {
            long end = driver.engine().position();
            if (end == position || position == UNKNOWN) {
                position = end;
                return;
            }
            try (Subscription subscription =
                    driver.poolEvents(position + 1, event -> waiting.add(Optional.of(event)))) {
                if (!subscription.await(end, LONGEST_READ)) {
                    throw new CommandException("io", "the ledger could not be read to position " + end);
                }
            }
            position = end;
        }
    }

    @Override
    public void close() {
        keyboard.close();
        changes.close();
        if (feed != null) {
            feed.close();
        }
    }
}

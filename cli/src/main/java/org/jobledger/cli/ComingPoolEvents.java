package org.jobledger.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.jobledger.engine.Subscription;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.StorageDriver;

/**
 * What happens to the pools of a ledger from now on, whoever owns it meanwhile: the ledger is looked at again and again, each time from
 * where the last look ended. For one thread.
 */
final class ComingPoolEvents implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration LONGEST_READ = Duration.ofMinutes(10);

    private final Session session;
    private final Keyboard.Taken keyboard;
    private final LinkedBlockingQueue<PoolEvent> waiting = new LinkedBlockingQueue<>();
    private long position;

    ComingPoolEvents(Session session) {
        this.session = session;
        Thread watcher = Thread.currentThread();
        this.keyboard = session.surroundings().keyboard().onInterrupt(watcher::interrupt);
        try (StorageDriver driver = session.ledger().inspect()) {
            position = driver.engine().position();
        }
    }

    /** The next event; nothing where the time has come before. */
    Optional<PoolEvent> next(long deadlineNanos) throws InterruptedException {
        while (true) {
            Optional<PoolEvent> event = Optional.ofNullable(waiting.poll());
            if (event.isPresent() || (deadlineNanos != Long.MAX_VALUE && System.nanoTime() > deadlineNanos)) {
                return event;
            }
            look();
            if (waiting.isEmpty()) {
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
        }
    }

    private void look() throws InterruptedException {
        try (StorageDriver driver = session.ledger().inspect()) {
            long end = driver.engine().position();
            if (end == position) {
                return;
            }
            try (Subscription subscription = driver.poolEvents(position + 1, waiting::add)) {
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
    }
}

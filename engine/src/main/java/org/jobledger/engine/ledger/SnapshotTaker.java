package org.jobledger.engine.ledger;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots beside the appender, one at a time, on a thread that ends with the file; what fails is tried again at the next
 * occasion, also where there was no thread or no memory for it: nobody else is harmed by that. Thread-safe.
 */
final class SnapshotTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

    private final SnapshotFile file;
    private final Executor threads;
    private final AtomicBoolean busy = new AtomicBoolean();

    SnapshotTaker(SnapshotFile file) {
        this(file, SnapshotTaker::onThreadOfItsOwn);
    }

    /** The same, with other threads to write on. */
    SnapshotTaker(SnapshotFile file, Executor threads) {
        this.file = file;
        this.threads = threads;
    }

    private static void onThreadOfItsOwn(Runnable writing) {
        Thread thread = new Thread(writing, "jobledger-snapshot");
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes a snapshot in the background, unless the one before is still being written. */
    void take(Snapshot snapshot) {
        if (busy.compareAndSet(false, true)) {
            try {
                threads.execute(() -> write(snapshot));
            } catch (RuntimeException | OutOfMemoryError e) {
                // The last is how the JVM says that the system gives it no more threads.
                busy.set(false);
                notTaken(snapshot, e);
            }
        }
    }

    /** Writes a snapshot on this thread, unless one is still being written. */
    void takeNow(Snapshot snapshot) {
        if (busy.compareAndSet(false, true)) {
            write(snapshot);
        }
    }

    private void write(Snapshot snapshot) {
        try {
            file.write(snapshot);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            notTaken(snapshot, e);
        } finally {
            busy.set(false);
        }
    }

    private static void notTaken(Snapshot snapshot, Throwable why) {
        LOG.warn("no snapshot at position {}: {}", snapshot.head().position(), why.toString());
    }
}

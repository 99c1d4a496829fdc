package org.jobledger.engine.ledger;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots beside the appender, one at a time, on a thread that ends with the file; what fails is tried again at the next
 * occasion. Thread-safe.
 */
final class SnapshotTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

    private final SnapshotFile file;
    private final AtomicBoolean busy = new AtomicBoolean();

    SnapshotTaker(SnapshotFile file) {
        this.file = file;
    }

    /** Writes a snapshot in the background, unless the one before is still being written. */
    void take(Snapshot snapshot) {
        if (busy.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> write(snapshot), "jobledger-snapshot");
            thread.setDaemon(true);
            thread.start();
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
        } catch (IOException e) {
            LOG.warn("no snapshot at position {}: {}", snapshot.head().position(), e.getMessage());
        } finally {
            busy.set(false);
        }
    }
}

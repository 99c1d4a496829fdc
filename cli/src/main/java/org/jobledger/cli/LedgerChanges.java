package org.jobledger.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Waits for what another process does to a ledger: the operating system says when its journal is written or somebody opens it. */
final class LedgerChanges implements AutoCloseable {
    private static final String JOURNAL = "journal";

    private final WatchService watch;

    /**
     * Begins to watch a ledger.
     *
     * @throws CommandException if it cannot be watched
     */
    LedgerChanges(Path directory) {
        try {
            watch = directory.getFileSystem().newWatchService();
            WatchKey unusedOwners = directory.register(watch, ENTRY_CREATE);
            Path journal = directory.resolve(JOURNAL);
            if (Files.isDirectory(journal)) {
                WatchKey unusedEvents = journal.register(watch, ENTRY_CREATE, ENTRY_MODIFY);
            }
        } catch (IOException e) {
            throw new CommandException("io", "the ledger " + directory + " cannot be watched: " + e.getMessage(), e);
        }
    }

    /** Waits for the next change, or until the time has come; what changed before since the last call counts. */
    void await(long deadlineNanos) throws InterruptedException {
        WatchKey first = deadlineNanos == Long.MAX_VALUE
                ? watch.take()
                : watch.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        for (WatchKey key = first; key != null; key = watch.poll()) {
            key.pollEvents();
            boolean unused = key.reset();
        }
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new CommandException("io", "the watch of the ledger cannot be ended: " + e.getMessage(), e);
        }
    }
}

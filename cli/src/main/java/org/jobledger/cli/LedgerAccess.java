package org.jobledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.StorageDriver;

/** Opens the ledger in the way a verb needs. */
final class LedgerAccess {
    private final Path directory;
    private final String user;

    LedgerAccess(Path directory, String user) {
        this.directory = directory;
        this.user = user;
    }

    Path directory() {
        return directory;
    }

    boolean exists() {
        return Files.exists(directory);
    }

    /**
     * Opens it to read only: nothing is appended and nothing is started, whoever owns it.
     *
     * @throws CommandException if there is none
     */
    StorageDriver inspect() {
        requireExisting();
        return open(OpenMode.INSPECT);
    }

    /**
     * Opens it to change something, without starting the jobs that a crash cut off.
     *
     * @throws CommandException if there is none
     */
    StorageDriver hold() {
        requireExisting();
        return open(OpenMode.HOLD);
    }

    /**
     * Opens it and recovers the jobs that a crash cut off.
     *
     * @throws CommandException if there is none
     */
    StorageDriver recover() {
        requireExisting();
        return open(OpenMode.RECOVER);
    }

    /**
     * The same, having read all history and made good what is damaged, as far as its other copy proves it.
     *
     * @throws CommandException if there is none
     */
    StorageDriver recoverAfterFullCheck() {
        requireExisting();
        return open(JobEngine.at(directory).mode(OpenMode.RECOVER).fullCheck());
    }

    /** As {@link #hold()}, but makes a new ledger where there is none. */
    StorageDriver holdOrCreate() {
        return open(OpenMode.HOLD);
    }

    /**
     * Tries a call on a ledger that is only inspected: what it would be refused for, it is refused for here, before its ledger is
     * opened to write and the opening stands in it.
     */
    void rehearse(Consumer<StorageDriver> call) {
        try (StorageDriver driver = inspect()) {
            call.accept(driver);
        } catch (LedgerClosedException e) {
            // Nothing is wrong with it: it has come to where it would append.
        }
    }

    private StorageDriver open(OpenMode mode) {
        return open(JobEngine.at(directory).mode(mode));
    }

    private StorageDriver open(EngineConfig.Builder settings) {
        return StorageDriver.open(settings).by(user);
    }

    private void requireExisting() {
        if (!exists()) {
            throw new CommandException(
                    "no-ledger",
                    "there is no ledger at " + directory
                            + " yet; 'jobledger pool-define-as' makes one with its first pool");
        }
    }
}

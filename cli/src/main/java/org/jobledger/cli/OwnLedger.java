package org.jobledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeExistsException;

/** The ledger, opened by this process. Who opens it to write owns it, and has his door open for other processes until it is closed. */
final class OwnLedger implements LedgerAccess {
    private final Path directory;
    private final Session session;

    OwnLedger(Path directory, Session session) {
        this.directory = directory;
        this.session = session;
    }

    @Override
    public boolean exists() {
        return Files.exists(directory);
    }

    @Override
    public StorageDriver inspect() {
        requireExisting();
        return open(OpenMode.INSPECT);
    }

    @Override
    public StorageDriver hold() {
        requireExisting();
        return owned(OpenMode.HOLD);
    }

    @Override
    public StorageDriver recover() {
        requireExisting();
        return owned(OpenMode.RECOVER);
    }

    @Override
    public StorageDriver recoverAfterFullCheck() {
        requireExisting();
        return inHouse(open(JobEngine.at(directory).mode(OpenMode.RECOVER).fullCheck()), OpenMode.RECOVER);
    }

    @Override
    public StorageDriver holdOrCreate() {
        return owned(OpenMode.HOLD);
    }

    /**
     * As {@link #recover()}, to be served for longer than one verb runs.
     *
     * @throws CommandException if there is no ledger, or other processes could not find it
     */
    OpenHouse serve() {
        requireExisting();
        StorageDriver driver = open(OpenMode.RECOVER);
        OpenHouse house = new OpenHouse(session, directory, driver);
        try {
            house.openDoor();
            return house;
        } catch (CommandException e) {
            driver.close();
            throw e;
        }
    }

    /** On a ledger that is only inspected; a call that is not refused comes to where it would append. */
    @Override
    public void rehearse(Consumer<StorageDriver> look, Consumer<StorageDriver> call) {
        try (StorageDriver driver = inspect()) {
            look.accept(driver);
            rehearse(driver, call);
        } catch (LedgerClosedException e) {
            // Nothing is wrong with it.
        }
    }

    /**
     * Where a job is in the way on which nobody works, the error says what can be done. That a volume exists which a job was cut off in the
     * making of is known better when that job goes on.
     */
    private static void rehearse(StorageDriver driver, Consumer<StorageDriver> call) {
        try {
            call.accept(driver);
        } catch (StorageException e) {
            String message = String.valueOf(e.getMessage());
            List<JobInfo> cutOff = driver.engine().jobs().stream()
                    .filter(job -> job.status() == JobStatus.INTERRUPTED)
                    .toList();
            if (cutOff.stream().anyMatch(job -> message.contains("job " + job.id() + " "))) {
                throw new CommandException(e.code(), message + RecoveredJobs.WHAT_TO_DO, e);
            } else if (!(e instanceof VolumeExistsException) || cutOff.isEmpty()) {
                throw e;
            }
        }
    }

    private StorageDriver owned(OpenMode mode) {
        return inHouse(open(mode), mode);
    }

    private StorageDriver inHouse(StorageDriver driver, OpenMode mode) {
        OpenHouse house = new OpenHouse(session, directory, driver);
        if (mode == OpenMode.RECOVER || driver.engine().recoveries().isEmpty()) {
            house.tryToOpenDoor();
        }
        return driver.closing(house::close);
    }

    private StorageDriver open(OpenMode mode) {
        return open(JobEngine.at(directory).mode(mode));
    }

    private StorageDriver open(EngineConfig.Builder settings) {
        return StorageDriver.open(settings).by(session.surroundings().user());
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

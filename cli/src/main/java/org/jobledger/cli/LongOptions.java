package org.jobledger.cli;

import java.time.Duration;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether and how a long job is waited for. */
final class LongOptions {

    @Option(
            names = "--async",
            description =
                    "Print the job's number and return; it goes on in the process that has the ledger open, or else"
                            + " in a server in the background that ends when it is idle.")
    private boolean async;

    @Option(names = "--wait", description = "Wait for its end (this is usual).")
    private boolean wait;

    @Option(
            names = "--queue",
            paramLabel = "SECONDS",
            description = "Wait in line this long where another job holds what it needs, instead of being refused.")
    private @Nullable Integer queue;

    private boolean cutOff;

    @Mixin
    private ProgressOption progress = new ProgressOption();

    ProgressOption progress() {
        return progress;
    }

    boolean async() {
        return async;
    }

    /** Opens the ledger for a job, and recovers what a crash cut off. */
    StorageDriver recover(Session session) {
        return patient(ready(session).recover());
    }

    /** Looks whether a crash has cut off a job on a resource that the command is about. */
    void lookAt(StorageDriver driver, String path) {
        cutOff = driver.engine().jobs().stream()
                .filter(job -> job.status() == JobStatus.INTERRUPTED)
                .flatMap(job -> job.claims().stream())
                .anyMatch(claim -> claim.resource().path().equals(path));
    }

    /** Opens the ledger for a job; where one that was cut off is in the way it goes on, else none is started. */
    StorageDriver holdOrGoOn(Session session) {
        return cutOff ? recover(session) : patient(ready(session).hold());
    }

    /** Opens the ledger for a job without starting what a crash cut off, and makes a new one where there is none. */
    StorageDriver holdOrCreate(Session session) {
        if (async && !session.ledger().exists()) {
            throw new CommandException(
                    "usage", "there is no ledger yet, so nobody can go on with the job: leave out --async");
        }
        return patient(ready(session).holdOrCreate());
    }

    private LedgerAccess ready(Session session) {
        if (async && !session.guest()) {
            throw new NeedsServerException();
        }
        return session.ledger();
    }

    private StorageDriver patient(StorageDriver driver) {
        return queue == null ? driver : driver.waiting(Duration.ofSeconds(queue));
    }

    /**
     * Refuses what cannot be meant.
     *
     * @throws CommandException that says so
     */
    LongOptions checked() {
        if (async && wait) {
            throw new CommandException("usage", "--async and --wait are opposites: give one of them");
        } else if (queue != null && queue < 0) {
            throw new CommandException("usage", "--queue is " + queue + ", below 0");
        }
        return this;
    }
}

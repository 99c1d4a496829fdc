package org.jobledger.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobledger.cli.text.Json;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.LedgerClosedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}. */
@Command(
        name = "serve",
        description =
                "Keep the ledger open: recover what was cut off, start the pools that are marked as autostarted, and run"
                        + " the verbs of all other terminals here.",
        footer = {
            "",
            "SIGTERM or Ctrl-C ends it: it takes no new jobs and waits for those that run; once more leaves at once.",
            "Example: jobledger serve --patience 60"
        })
final class Serve extends Verb {
    private static final long LOOK_AGAIN_MILLIS = 250;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long it waits at its end for jobs that run (60); what still runs then, goes on when the"
                    + " ledger is opened the next time.",
            defaultValue = "60")
    private int patience = 60;

    @Option(
            names = "--idle-exit",
            paramLabel = "SECONDS",
            description = "End when nothing has run and nobody has called for this long; 0 never (0).",
            defaultValue = "0")
    private int idleExit;

    Serve(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        requireNotNegative("--patience", patience);
        requireNotNegative("--idle-exit", idleExit);
        OpenHouse house = session().own().serve();
        Stop stop = new Stop(session());
        try (Signals term = Signals.handledBy("TERM", stop);
                Signals interrupt = Signals.handledBy("INT", stop);
                // A shell and the system may both say that the terminal is closed: the second does not mean more than
                // the first.
                Signals hangUp = Signals.handledBy("HUP", stop.asked::countDown)) {
            startPools(house);
            announce(house);
            if (awaitEnd(house, stop)) {
                output().notice("no new jobs any more; those that run have " + patience + " s");
            }
            house.stop(Duration.ofSeconds(patience)).forEach(this::announceLeft);
        }
        return ExitStatus.OK;
    }

    private static void requireNotNegative(String option, int value) {
        if (value < 0) {
            throw new CommandException("usage", option + " is " + value + ", below 0");
        }
    }

    /** A server that ends when it is idle is started by a call, and not to have the pools started. */
    private void startPools(OpenHouse house) {
        if (idleExit == 0) {
            Thread starter = new Thread(() -> startAll(house), "jobledger-autostart");
            starter.setDaemon(true);
            starter.start();
        }
    }

    /** A start waits for a worker and for programs; nobody waits for it. */
    private void startAll(OpenHouse house) {
        try {
            house.startPools()
                    .forEach(pool -> output().notice("pool '" + pool.name()
                            + "' is to be started by itself and could not be; 'jobledger pool-start " + pool.name()
                            + "' tells why"));
        } catch (LedgerClosedException e) {
            // It was asked to end meanwhile; the next one starts them.
            return;
        }
    }

    private void announce(OpenHouse house) {
        long pid = ProcessHandle.current().pid();
        output().sentence(
                        "Serving ledger " + session().directory() + " as process " + pid,
                        Json.object("ledger", session().directory(), "pid", pid));
        new RecoveredJobs(session(), house.engine()).announce();
    }

    private void announceLeft(JobInfo job) {
        output().notice("left job " + job.id() + " (" + job.operation() + " of " + JobList.on(job.claims())
                + ") to the next opening");
    }

    /** True where it was asked to stop, false where nobody needs it. */
    private boolean awaitEnd(OpenHouse house, Stop stop) throws InterruptedException {
        long idleNanos = Duration.ofSeconds(idleExit).toNanos();
        long lastBusy = System.nanoTime();
        while (!stop.asked.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            if (!house.idle()) {
                lastBusy = now;
            } else if (idleExit > 0 && now - lastBusy > idleNanos && house.shutIfIdle()) {
                return false;
            }
        }
        return true;
    }

    /** What a signal does. */
    private static final class Stop implements Runnable {
        private final Session session;
        private final CountDownLatch asked = new CountDownLatch(1);

        Stop(Session session) {
            this.session = session;
        }

        @Override
        public void run() {
            if (asked.getCount() == 0) {
                session.surroundings().keyboard().leave();
            }
            asked.countDown();
        }
    }
}

package org.jobledger.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jobledger.cli.door.Call;
import org.jobledger.cli.door.Door;
import org.jobledger.cli.door.Guest;
import org.jobledger.cli.door.Host;
import org.jobledger.cli.door.View;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/** A ledger that this process owns, with its door open: verbs of other processes run here. Closed by the thread that opened it. */
final class OpenHouse {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration PATIENCE_WITH_GUESTS = Duration.ofSeconds(5);

    private final Session session;
    private final Path directory;
    private final StorageDriver driver;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::leave, "jobledger-hand-over");
    private @Nullable Door door;

    OpenHouse(Session session, Path directory, StorageDriver driver) {
        this.session = session;
        this.directory = directory;
        this.driver = driver;
    }

    JobEngine engine() {
        return driver.engine();
    }

    /**
     * Starts the pools that are to be started by themselves.
     *
     * @return those of them that could not be
     */
    List<PoolInfo> startPools() {
        return driver.startAutostartPools().stream()
                .filter(pool -> !pool.active())
                .toList();
    }

    /**
     * Opens the door.
     *
     * @throws CommandException if there cannot be one
     */
    void openDoor() {
        try {
            door = Door.open(directory, new Rooms());
        } catch (IOException e) {
            throw new CommandException(
                    "no-door", "other processes cannot reach the ledger " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the door where there can be one: a verb of this process does not need it. What ends this process from outside, such as its
     * terminal that is closed, then cuts off nothing that it or guests have started.
     */
    void tryToOpenDoor() {
        try {
            openDoor();
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (CommandException e) {
            session.output().notice(String.valueOf(e.getMessage()));
        }
    }

    /** What guests find here. */
    private final class Rooms implements Host {
        @Override
        public int run(Guest guest) {
            return OpenHouse.this.run(guest);
        }

        @Override
        public boolean onlyListens(Call call) {
            return Verbs.verbOf(call.arguments())
                    .filter(PoolEventFeed.NAME::equals)
                    .isPresent();
        }
    }

    private int run(Guest guest) {
        Call call = guest.call();
        try (PrintStream out = stream(guest.out(), call);
                PrintStream err = stream(guest.err(), call)) {
            Console console = new Console(
                    guest.in(),
                    out,
                    err,
                    charset(call.charset()),
                    screen(call.out(), guest.outColumns(), guest.rows()),
                    screen(call.err(), guest.errColumns(), guest.rows()),
                    new GuestKeyboard(guest),
                    action -> {});
            Surroundings surroundings = new Surroundings(
                    call.debug() ? Map.of("JOBLEDGER_DEBUG", "1") : Map.of(),
                    Path.of("/"),
                    directory(call.directory()),
                    guest.user(),
                    zone(call.zone()),
                    console);
            Session visit = new Session(surroundings, driver.by(guest.user()).closing(() -> {}));
            return CommandRun.of(visit, call.arguments().toArray(String[]::new)).status();
        }
    }

    private static PrintStream stream(OutputStream out, Call call) {
        return new PrintStream(new BufferedOutputStream(out), false, charset(call.charset()));
    }

    private static Screen screen(View view, IntSupplier columns, IntSupplier rows) {
        return new Screen(view.terminal(), columns, rows, view.unicode(), view.colour());
    }

    private static Charset charset(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** A guest who names none that can be, gets one that is there. */
    private static Path directory(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return Path.of("/");
        }
    }

    private static ZoneId zone(String id) {
        return ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : ZoneId.systemDefault();
    }

    /** Whether nothing runs and nobody is there. */
    boolean idle() {
        return (door == null || door.guests() == 0) && running().isEmpty();
    }

    /** Shuts the door if nothing runs and nobody is there; whether it is shut. */
    boolean shutIfIdle() {
        return door == null || door.shutIfIdle(() -> running().isEmpty());
    }

    /**
     * Takes no new jobs, waits for those that run, and closes the ledger. What still runs when the time has passed is left for the next
     * opening.
     *
     * @return the jobs that are left
     */
    List<JobInfo> stop(Duration patience) throws InterruptedException {
        engine().close(patience);
        List<JobInfo> left = running();
        if (door != null) {
            door.awaitNoGuests(PATIENCE_WITH_GUESTS);
            door.close();
        }
        return left;
    }

    /**
     * Waits for what guests have started here, then closes door and ledger. Ctrl-C ends the waiting, and a server in the background goes
     * on with it.
     */
    void close() {
        boolean handOver = false;
        try {
            handOver = !drained();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LedgerClosedException e) {
            // The process ends: it was closed meanwhile.
        } finally {
            close(handOver);
        }
    }

    /** While the process ends (SIGTERM, SIGHUP): what this process's own verb was at goes on in the server with the rest. */
    private void leave() {
        try {
            close(!started().isEmpty());
        } catch (LedgerClosedException e) {
            // Somebody has closed it meanwhile, and has seen to the rest.
        } catch (CommandException e) {
            session.output().notice(String.valueOf(e.getMessage()));
        }
    }

    private void close(boolean handOver) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (Thread.currentThread() != atExit) {
            stayNoLonger();
        }
        if (door != null) {
            door.close();
        }
        driver.close();
        if (handOver) {
            BackgroundServer.start(directory);
            session.output().notice("a server in the background goes on with it");
        }
    }

    private void stayNoLonger() {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process ends, and what is closed already is left alone.
        }
    }

    /** Whether there is nothing left of what guests have started. */
    private boolean drained() throws InterruptedException {
        if (door == null) {
            return true;
        }
        AtomicBoolean leave = new AtomicBoolean();
        boolean told = false;
        long lastJob = System.nanoTime();
        try (Keyboard.Taken keyboard = session.surroundings().keyboard().onInterrupt(() -> leave.set(true))) {
            while (!door.shutIfIdle(() -> started().isEmpty())) {
                List<JobInfo> jobs = started();
                if (jobs.isEmpty()) {
                    if (System.nanoTime() - lastJob > PATIENCE_WITH_GUESTS.toNanos()) {
                        return true;
                    }
                    // Who has just come may be about to start one.
                    door.awaitNoGuests(LOOK_AGAIN);
                    continue;
                } else if (leave.get()) {
                    return false;
                } else if (!told) {
                    session.output().notice(sentence(jobs));
                    told = true;
                }
                if (!await(jobs.get(0).id())) {
                    return true;
                }
                lastJob = System.nanoTime();
            }
        }
        return true;
    }

    /** Waits for a job a little; false where the ledger is closed under it. */
    private boolean await(long jobId) throws InterruptedException {
        try {
            engine().job(jobId).await(LOOK_AGAIN);
            return true;
        } catch (NoSuchJobException e) {
            return true;
        } catch (JobLedgerException e) {
            return false;
        }
    }

    private List<JobInfo> running() {
        return engine().jobs().stream()
                .filter(job -> job.status() != JobStatus.INTERRUPTED)
                .toList();
    }

    /** The jobs of guests that run: those of this process's own verb have ended by now, or were left to the next opening. */
    private List<JobInfo> started() {
        List<Long> recovered =
                engine().recoveries().stream().map(PlannedRecovery::jobId).toList();
        return running().stream().filter(job -> !recovered.contains(job.id())).toList();
    }

    private static String sentence(List<JobInfo> jobs) {
        JobInfo first = jobs.get(0);
        String more = jobs.size() > 1 ? " and " + (jobs.size() - 1) + " more" : "";
        return "job " + first.id() + " (" + first.operation() + " of " + JobList.on(first.claims()) + ")" + more
                + ", started from another terminal, still runs in this process; Ctrl-C hands it over to a server in the"
                + " background";
    }
}

package org.jobledger.engine.kit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.Ownership;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.ledger.disk.CrashingDisk;
import org.jobledger.engine.ledger.disk.DiskFilePath;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.runtime.LedgerEngine;
import org.jspecify.annotations.Nullable;

/**
 * An engine for tests: a real one, on a disk in memory, by a {@link VirtualClock}, that can be killed at a {@link CrashPoint} and opened
 * again, so that a test sees what becomes of a handler's work.
 *
 * <p>A kill cannot stop a handler's thread as the end of a process would: what the handler asks of the engine throws from then on, its
 * thread is interrupted, nothing is undone, and the next opening waits until it has returned. What a handler does in {@code finally} is
 * done. Thread-safe but for {@link #reopen}, {@link #reopenAfterPowerCut} and {@link #close}, which are for one thread.
 */
public final class TestEngine implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/memory", "ledger");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int TRIES = 6;

    private static final Ownership NOBODY_ELSE = new Ownership() {
        @Override
        public void require() {}

        @Override
        public void close() {}
    };

    private final VirtualClock clock = new VirtualClock();
    private final PowerCutDisk disk = new PowerCutDisk();
    private volatile Opening opening;

    /** One opening: the life of one process. */
    private final class Opening {
        private final CountDownLatch dead = new CountDownLatch(1);
        private final UnaryOperator<EngineConfig.Builder> setUp;
        private final CrashingDisk view = new CrashingDisk(disk, this::died);
        private final String layer = DiskFilePath.mount(view, true);
        private final Ledger ledger;
        private volatile @Nullable LedgerEngine engine;

        Opening(UnaryOperator<EngineConfig.Builder> setUp) {
            this.setUp = setUp;
            EngineConfig config =
                    setUp.apply(JobEngine.at(DIRECTORY)).clock(clock).build();
            if (config.mode() == OpenMode.INSPECT) {
                throw new IllegalArgumentException("the kit opens ledgers as their owner, not to " + config.mode());
            }
            ledger = Ledger.open(settings(config, view), NOBODY_ELSE);
            try {
                engine = LedgerEngine.on(config, ledger, () -> TablePlace.on(view, layer, config.directory()));
            } catch (RuntimeException | Error e) {
                ledger.close();
                throw e;
            }
            awaitTables(living());
        }

        /** They are there before anything is cut off, so that a crash is no half-made schema. */
        private static void awaitTables(JobEngine engine) {
            for (int left = TRIES; left > 0; left--) {
                try {
                    engine.finishedJobs(1);
                    return;
                } catch (ProjectionBehindException e) {
                    if (left == 1) {
                        throw e;
                    }
                }
            }
        }

        private void died() {
            LedgerEngine living = engine;
            if (living != null) {
                living.leave();
            }
            dead.countDown();
        }

        LedgerEngine living() {
            LedgerEngine living = engine;
            if (living == null) {
                throw new IllegalStateException("the engine is not open yet");
            }
            return living;
        }

        void bury() {
            view.kill();
            boolean quiet = living().abandon();
            DiskFilePath.unmount(layer);
            if (!quiet) {
                throw new IllegalStateException(
                        "a handler goes on though the engine was killed and it was interrupted: "
                                + living().jobs().stream()
                                        .map(job -> "job " + job.id())
                                        .toList());
            }
        }

        void close() {
            living().close();
            DiskFilePath.unmount(layer);
        }
    }

    private static LedgerSettings settings(EngineConfig config, Disk disk) {
        return new LedgerSettings(
                config.directory(), config.mode(), config.durability(), config.segmentBytes(), config.clock(), disk);
    }

    private TestEngine(UnaryOperator<EngineConfig.Builder> setUp) {
        this.opening = new Opening(setUp);
    }

    /** Opens a new ledger; its directory and its clock are the kit's, all else is set up by the caller. */
    public static TestEngine open(UnaryOperator<EngineConfig.Builder> setUp) {
        return new TestEngine(setUp);
    }

    /** The engine of this opening. */
    public JobEngine engine() {
        return opening.living();
    }

    /** The clock of all openings. */
    public VirtualClock clock() {
        return clock;
    }

    /** Lets time pass; when it returns, all that was due is done and durable. */
    public void advance(Duration time) {
        clock.advance(time);
        try {
            opening.ledger.append(new LedgerCommand.Note(List.of()));
        } catch (JobLedgerException e) {
            if (!crashed()) {
                throw e;
            }
        }
    }

    /** Has the engine killed at a point that is still to come, in place of any other that was set. */
    public void crashAt(CrashPoint point) {
        CrashingDisk.Moment moment = switch (point.moment()) {
            case BEFORE_FORCE -> CrashingDisk.Moment.WRITTEN;
            case AFTER_FORCE -> CrashingDisk.Moment.FORCED;
            case BEFORE_TABLES -> CrashingDisk.Moment.TABLES;
        };
        opening.view.killAt(moment, point.count(), point::in);
    }

    /** Kills the engine now, as {@code kill -9} would its process. */
    public void kill() {
        opening.view.kill();
    }

    /** True once the engine was killed. */
    public boolean crashed() {
        return opening.view.dead();
    }

    /**
     * Waits until the engine was killed, two minutes of real time at most.
     *
     * @throws AssertionError if it was not
     * @throws InterruptedException if interrupted
     */
    public void awaitCrash() throws InterruptedException {
        if (!opening.dead.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the engine did not come to the point where it was to be killed");
        }
    }

    /** Kills the engine where it lives still, and opens the ledger again as it was set up before. */
    public JobEngine reopen() {
        return reopen(opening.setUp);
    }

    /** The same with another set-up, such as handlers of a new version. */
    public JobEngine reopen(UnaryOperator<EngineConfig.Builder> setUp) {
        opening.bury();
        disk.kill();
        opening = new Opening(setUp);
        return engine();
    }

    /** Cuts the power, and opens the ledger again: of what was not forced the disk keeps what the seed says. */
    public JobEngine reopenAfterPowerCut(long seed) {
        opening.bury();
        disk.cutPower(new Random(seed));
        opening = new Opening(opening.setUp);
        return engine();
    }

    /** Closes the engine as its process would in good order, and opens the ledger again. */
    public JobEngine restart() {
        opening.close();
        opening = new Opening(opening.setUp);
        return engine();
    }

    /** Closes the engine, or what is left of it. */
    @Override
    public void close() {
        if (crashed()) {
            opening.bury();
        } else {
            opening.close();
        }
    }
}

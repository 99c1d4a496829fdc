package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.TailCut;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jspecify.annotations.Nullable;

/** One ledger through several openings in a row, each ended by a power cut or a kill at a moment chosen by lot. */
final class PowerCutRun {
    private static final int OPENINGS = 4;
    private static final int[] SEGMENTS = {2048, 4096, 16 * 1024};
    private static final int LARGE_SEGMENT = 700 * 1024;

    private final Random lot;
    private final PowerCutDisk store;
    private final UnaryOperator<Disk> faults;
    private final Acknowledged witness = new Acknowledged();
    private final int segmentBytes;
    private final Work work;
    private @Nullable Map<String, String> left;
    private boolean closed;
    private int cuts;
    private int kills;
    private int openings;

    PowerCutRun(Random lot, PowerCutDisk store) {
        this(lot, store, disk -> disk);
    }

    /** A run in which the ledger sees the disk through another one. */
    PowerCutRun(Random lot, PowerCutDisk store, UnaryOperator<Disk> faults) {
        this.lot = lot;
        this.store = store;
        this.faults = faults;
        boolean bulky = lot.nextInt(24) == 0;
        this.segmentBytes = bulky ? LARGE_SEGMENT : SEGMENTS[lot.nextInt(SEGMENTS.length)];
        this.work = new Work(witness, lot, 1 + lot.nextInt(900), bulky);
    }

    int cuts() {
        return cuts;
    }

    int kills() {
        return kills;
    }

    int openings() {
        return openings;
    }

    int acknowledged() {
        return witness.count();
    }

    /** Runs it; what was lost, or null. */
    @Nullable
    Throwable loss() {
        try {
            for (int i = 0; i < OPENINGS; i++) {
                store.failAtStep(1 + lot.nextInt(lot.nextBoolean() ? 15 : 70), lot.nextBoolean());
                live(faults.apply(store));
                end();
            }
            live(faults.apply(store));
            return null;
        } catch (AssertionError | IOException | RuntimeException e) {
            return e;
        }
    }

    private void end() {
        if (lot.nextInt(4) == 0) {
            kills++;
            store.kill();
        } else {
            cuts++;
            store.cutPower(lot);
        }
    }

    /** One opening: what it finds is checked, then it is worked on until the power fails or the work is done. */
    private void live(Disk disk) throws IOException {
        @Nullable Ledger ledger = null;
        boolean wasClosed = closed;
        closed = false;
        try {
            ledger = LedgerOnDisk.own(disk, segmentBytes);
            openings++;
            check(ledger, wasClosed);
            left = null;
            work.on(ledger, 1 + lot.nextInt(12));
            left = Logs.of(ledger.live());
            if (lot.nextInt(3) == 0) {
                ledger.close();
                closed = store.powered();
            }
        } catch (JobLedgerException | IOException e) {
            if (store.powered()) {
                throw e;
            }
        } finally {
            abandon(ledger);
        }
    }

    /** Ends the appender's thread of a ledger whose process is no more. */
    private void abandon(@Nullable Ledger ledger) {
        if (ledger != null && !closed) {
            store.failAtStep(1, false);
            ledger.close();
        }
    }

    private void check(Ledger ledger, boolean wasClosed) {
        List<StoredEvent> log = Logs.read(ledger.log());
        witness.requireIn(log);
        Logs.requireState(log, ledger.live());
        if (left != null) {
            assertThat(Logs.of(ledger.live()))
                    .as("the state, held against the one before")
                    .isEqualTo(left);
        }
        if (wasClosed) {
            requireCleanlyClosed(log);
        }
    }

    private static void requireCleanlyClosed(List<StoredEvent> log) {
        Event last = log.get(log.size() - 1).decode().event();
        if (last instanceof TailCut || !(last instanceof EngineOpened opened && opened.cleanlyClosed())) {
            throw new AssertionError("the clean close before was forgotten: " + last);
        }
    }
}

package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.GroupFrame;
import org.jobledger.engine.ledger.StoredEvent;

/** A disk for one process that is killed when a chosen event has come to a chosen moment: from then on nothing can be done on it. Thread-safe. */
public final class CrashingDisk extends StepDisk {

    /** How far the event has come. */
    public enum Moment {
        /** Its group is written. */
        WRITTEN,
        /** Its group is forced. */
        FORCED,
        /** The tables are written for the first time after its group was forced. */
        TABLES
    }

    private enum State {
        LIVES,
        /** The event is in a group that was written. */
        REACHED,
        /** That group was forced. */
        DURABLE,
        DEAD
    }

    private final Runnable whenDead;
    private State state = State.LIVES;
    private Moment moment = Moment.WRITTEN;
    private ToIntFunction<List<StoredEvent>> counts = group -> 0;
    private long left = Long.MAX_VALUE;

    /** A disk over another one, on which nothing is planned yet; who is told of the death is told while nobody else can use the disk. */
    public CrashingDisk(Disk under, Runnable whenDead) {
        super(under);
        this.whenDead = whenDead;
    }

    /** The process shall be killed when the n-th of the events that are counted has come so far. */
    public synchronized void killAt(Moment newMoment, int n, ToIntFunction<List<StoredEvent>> newCounts) {
        requireLife();
        state = State.LIVES;
        moment = newMoment;
        counts = newCounts;
        left = n;
    }

    /** The process is killed now. */
    public synchronized void kill() {
        if (state != State.DEAD) {
            state = State.DEAD;
            whenDead.run();
        }
    }

    /** True once the process was killed. */
    public synchronized boolean dead() {
        return state == State.DEAD;
    }

    private void requireLife() {
        if (state == State.DEAD) {
            throw new IllegalStateException("the process was killed already");
        }
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        if (state == State.DURABLE && moment == Moment.TABLES && isOfTables(step)) {
            kill();
        }
        if (state == State.DEAD) {
            throw new IOException("the process was killed");
        }
        change.make();
        if (state == State.LIVES && StallingDisk.isGroup(step)) {
            left -= counts.applyAsInt(GroupFrame.eventsIn(ByteBuffer.wrap(step.bytes())));
            state = left <= 0 ? State.REACHED : State.LIVES;
            dieIf(state == State.REACHED && moment == Moment.WRITTEN);
        } else if (state == State.REACHED && step.kind() == Step.Kind.FORCE && isOfJournal(step)) {
            state = State.DURABLE;
            dieIf(moment == Moment.FORCED);
        }
    }

    private void dieIf(boolean now) throws IOException {
        if (now) {
            kill();
            throw new IOException("the process was killed");
        }
    }

    private static boolean isOfJournal(Step step) {
        return step.path().toString().endsWith(".journal");
    }

    private static boolean isOfTables(Step step) {
        return step.path().toString().endsWith(".mv.db");
    }
}

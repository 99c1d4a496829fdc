package org.jobledger.engine.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Progress;
import org.jobledger.engine.state.Work;

/**
 * The counter behind {@link Progress}: one thread writes it, anybody reads it without a lock.
 *
 * <p>A reader may see a value some nanoseconds old, never one that goes back or lies beyond a total that he reads after it.
 */
public final class ProgressCounter implements Progress {
    private static final VarHandle PROCESSED;

    static {
        try {
            PROCESSED = MethodHandles.lookup().findVarHandle(ProgressCounter.class, "processed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Told when a total is declared; records it. */
    @FunctionalInterface
    public interface Totals {
        /** A total was declared, or one that was grew. */
        void declared(long total, String unit);
    }

    private final Totals totals;
    private long limit = Long.MAX_VALUE;
    private volatile long total = Work.UNKNOWN;
    private volatile String unit = "";

    @SuppressWarnings("unused") // by the VarHandle
    private long processed;

    /** A counter that begins at what a checkpoint has. */
    public ProgressCounter(long processedBefore, Totals totals) {
        this.processed = processedBefore;
        this.totals = totals;
    }

    @Override
    public void total(long newTotal, String newUnit) {
        if (newTotal < processed()) {
            throw new InvalidRequestException(
                    "total of " + newTotal + " " + newUnit + " is below the " + processed() + " done already");
        }
        if (total != Work.UNKNOWN && newTotal < total) {
            throw new InvalidRequestException("total is " + total + " and can grow, but not become " + newTotal);
        }
        if (total != newTotal) {
            totals.declared(newTotal, newUnit);
            unit = newUnit;
            limit = newTotal;
            total = newTotal;
        }
    }

    @Override
    public void advance(long amount) {
        long next = (long) PROCESSED.getOpaque(this) + amount;
        if (amount < 0 || next > limit || next < 0) {
            throw new InvalidRequestException(
                    "progress cannot advance by " + amount + " from " + processed() + " of " + limit);
        }
        // Released: who sees this amount sees the total that allowed it.
        PROCESSED.setRelease(this, next);
    }

    @Override
    public long processed() {
        return (long) PROCESSED.getAcquire(this);
    }

    /** What there is to do, in units, or {@link Work#UNKNOWN}. */
    public long total() {
        return total;
    }

    /** What is counted; empty while no total is declared. */
    public String unit() {
        return unit;
    }
}

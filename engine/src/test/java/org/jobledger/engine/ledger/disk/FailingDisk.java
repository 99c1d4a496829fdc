package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.util.function.Predicate;
import org.jobledger.engine.ledger.Disk;
import org.jspecify.annotations.Nullable;

/** A disk on which certain changes fail until it is mended. Thread-safe. */
public final class FailingDisk extends StepDisk {
    private @Nullable Predicate<Step> fails;
    private String error = "";
    private int before;
    private boolean once;
    private @Nullable Step failed;

    /** A disk over another one, on which nothing fails yet. */
    public FailingDisk(Disk under) {
        super(under);
    }

    /** From now on the changes chosen fail, after some of them have passed. */
    public synchronized void failAfter(int passing, String newError, Predicate<Step> newFails) {
        failing(passing, newError, newFails, false);
    }

    /** Of the changes chosen one fails, after some have passed, and no other. */
    public synchronized void failOnceAfter(int passing, String newError, Predicate<Step> newFails) {
        failing(passing, newError, newFails, true);
    }

    private void failing(int passing, String newError, Predicate<Step> newFails, boolean onlyOnce) {
        before = passing;
        error = newError;
        fails = newFails;
        once = onlyOnce;
        failed = null;
    }

    /** From now on nothing fails. */
    public synchronized void mend() {
        fails = null;
    }

    /** The first change that failed since the last plan, or null. */
    public synchronized @Nullable Step failed() {
        return failed;
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        if (fails != null && fails.test(step) && before-- <= 0 && !(once && failed != null)) {
            failed = failed == null ? step : failed;
            throw new IOException(error);
        }
        change.make();
    }
}

package org.jobledger.engine.ledger.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import org.jobledger.engine.ledger.Disk;

/** A disk whose forces wait while its gate is shut. Thread-safe. */
public final class GateDisk extends StepDisk {
    @GuardedBy("this")
    private boolean shut;

    @GuardedBy("this")
    private int waiting;

    /** A disk over another one, its gate open. */
    public GateDisk(Disk under) {
        super(under);
    }

    /** From now on forces wait. */
    public synchronized void shut() {
        shut = true;
    }

    /** Lets them go on. */
    public synchronized void open() {
        shut = false;
        notifyAll();
    }

    /** Returns when a force waits. */
    public synchronized void awaitWaiting() throws InterruptedException {
        while (waiting == 0) {
            wait();
        }
    }

    @Override
    void perform(Step step, Change change) throws IOException {
        if (step.kind() == Step.Kind.FORCE) {
            pass();
        }
        change.make();
    }

    private synchronized void pass() throws IOException {
        waiting++;
        notifyAll();
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException("nobody interrupts the threads that write", e);
            }
        }
        waiting--;
    }
}

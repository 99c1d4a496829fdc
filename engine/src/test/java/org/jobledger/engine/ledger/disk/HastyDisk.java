package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import org.jobledger.engine.ledger.Disk;
import org.jspecify.annotations.Nullable;

/** A disk that says a group is written and forced, but writes it only when the next one comes: acknowledged before written. */
public final class HastyDisk extends StepDisk {
    private @Nullable Change heldBack;

    /** A disk over another one. */
    public HastyDisk(Disk under) {
        super(under);
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        if (step.kind() == Step.Kind.FORCE && heldBack != null) {
            return;
        }
        if (heldBack != null) {
            heldBack.make();
            heldBack = null;
        }
        if (StallingDisk.isGroup(step)) {
            heldBack = change;
        } else {
            change.make();
        }
    }
}

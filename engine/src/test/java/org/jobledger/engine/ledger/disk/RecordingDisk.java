package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.ledger.Disk;

/** Remembers every change, so that the disk can be made again as it was after any of them. Thread-safe. */
public final class RecordingDisk extends StepDisk {
    private final List<Step> steps = new ArrayList<>();

    /** Records what is asked of another disk. */
    public RecordingDisk(Disk under) {
        super(under);
    }

    @Override
    synchronized void perform(Step step, Change change) throws IOException {
        change.make();
        steps.add(step);
    }

    /** How many changes were made so far. */
    public synchronized int size() {
        return steps.size();
    }

    /** All changes so far. */
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }
}

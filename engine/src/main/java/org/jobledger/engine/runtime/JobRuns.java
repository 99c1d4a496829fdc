package org.jobledger.engine.runtime;

import java.util.function.Consumer;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Who runs jobs that have a place among those that run at a time. */
@FunctionalInterface
interface JobRuns {
    /**
     * Runs a job.
     *
     * @param slot its place
     * @param over told once what it came to: the job after it, at its end or resting; null where it was left for the next opening
     * @return true where it is over; false where it goes on after the return: then the place is freed by whoever ends it
     */
    boolean run(LiveJob job, RunQueue.Slot slot, Consumer<@Nullable JobState> over);
}

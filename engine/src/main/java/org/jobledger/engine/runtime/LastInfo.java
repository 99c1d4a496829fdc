package org.jobledger.engine.runtime;

import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.ledger.LiveJobState;
import org.jspecify.annotations.Nullable;

/**
 * What was said last of a job that runs here, to be said again while it is so. Thread-safe without a lock: what is kept is immutable and holds
 * what it was made from, so that no harm is done where a reader sees an older one.
 */
final class LastInfo {
    private @Nullable Told told;

    /** An info, and the state in the log that it was made from. */
    private record Told(LiveJobState entry, JobInfo info) {
        @SuppressWarnings("ReferenceEquality") // a state is one object until the next event of the job
        boolean isOf(LiveJobState now) {
            return entry == now;
        }
    }

    /** What was said last, where that was of the same state and the same millisecond of the job's working time; else null. */
    @Nullable
    JobInfo at(LiveJobState entry, long workingMillis) {
        Told last = told;
        return last != null && last.isOf(entry) && last.info().timeElapsedMillis() == workingMillis
                ? last.info()
                : null;
    }

    /** True where an info shows these values of a counter and a phase, as far as they are known. */
    static boolean shows(JobInfo info, long processed, long total, String unit, JobPhase phase) {
        return processed == info.processed()
                && total == info.total()
                && (unit.isEmpty() || unit.equals(info.unit()))
                && (phase.index() == 0 || phase.equals(info.phase()));
    }

    /** This is said of it now. */
    void tell(LiveJobState entry, JobInfo info) {
        told = new Told(entry, info);
    }
}

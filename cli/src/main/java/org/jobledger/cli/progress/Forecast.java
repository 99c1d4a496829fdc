package org.jobledger.cli.progress;

import java.time.Duration;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.event.JobStatus;

/** What remains of one job, from the rate of its last seconds. Not thread-safe; time comes in. */
final class Forecast {
    private static final long STALL_NANOS = Duration.ofSeconds(3).toNanos();

    private boolean seen;
    private boolean moved;
    private long processed;
    private long movedAt;

    /**
     * Looks at a job.
     *
     * @param rate units per second, or -1 while that is not known
     * @param nanos a steady clock
     */
    TimeLeft of(JobInfo info, long rate, long nanos) {
        if (!seen || info.processed() != processed) {
            moved |= seen;
            seen = true;
            processed = info.processed();
            movedAt = nanos;
        }
        if (info.total() < 0 || (info.status() != JobStatus.RUNNING && info.status() != JobStatus.PAUSED)) {
            return TimeLeft.of(TimeLeft.State.NONE, share(info));
        } else if (info.status() == JobStatus.PAUSED) {
            return TimeLeft.of(TimeLeft.State.PAUSED, share(info));
        } else if (info.processed() >= info.total() && info.total() > 0) {
            return TimeLeft.of(TimeLeft.State.FINALIZING, share(info));
        } else if (moved && nanos - movedAt > STALL_NANOS) {
            return new TimeLeft(
                    TimeLeft.State.STALLED,
                    TimeLeft.UNKNOWN,
                    TimeLeft.UNKNOWN,
                    Duration.ofNanos(nanos - movedAt).toMillis(),
                    share(info));
        }
        return rate <= 0
                ? TimeLeft.of(TimeLeft.State.ESTIMATING, share(info))
                : new TimeLeft(
                        TimeLeft.State.RUNNING,
                        Math.round(info.remaining() * 1000.0 / rate),
                        TimeLeft.UNKNOWN,
                        0,
                        share(info));
    }

    private static double share(JobInfo info) {
        return info.total() < 0 ? TimeLeft.UNKNOWN : info.total() == 0 ? 0 : (double) info.processed() / info.total();
    }
}

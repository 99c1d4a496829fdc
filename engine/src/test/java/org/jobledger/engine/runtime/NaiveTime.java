package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The time of the naive jobs, a number, and what is done when it comes. */
final class NaiveTime {
    private record Timer(long due, Runnable action) {}

    private final NaiveJobs all;
    private final List<Timer> timers = new ArrayList<>();
    private long nextSample;
    long now;

    NaiveTime(NaiveJobs all) {
        this.all = all;
    }

    /** All that was to be done is forgotten. */
    void begin(long time) {
        timers.clear();
        now = time;
        nextSample = now + NaiveJobs.SAMPLING;
    }

    void after(long delay, Runnable action) {
        timers.add(new Timer(now + delay, action));
    }

    /** The next moment at which something may happen by itself, not after this one. */
    long next(long atMost) {
        long next = Math.min(atMost, nextSample);
        for (Timer timer : timers) {
            next = Math.min(next, timer.due());
        }
        return next;
    }

    /** Whether a job has come to one of its limits. */
    private void look(NaiveJob job) {
        if (!job.here || job.concluded() || job.abortHere) {
            return;
        }
        if (job.deadline > 0 && now - job.created >= job.deadline) {
            all.abort(job);
        } else if (job.noProgress > 0 && job.call != NaiveJob.Call.WORK) {
            job.mark = null;
        } else if (job.noProgress > 0) {
            long worked = job.worked + now - job.callBegan;
            if (job.mark == null || job.mark.processed() != job.processed) {
                job.mark = new NaiveJob.Mark(job.processed, worked);
            }
            if (worked - job.mark.worked() >= job.noProgress) {
                all.abort(job);
                job.mark = null;
            }
        }
    }

    /** It is so late now. */
    void reach(long time) {
        now = time;
        if (nextSample <= now) {
            nextSample += NaiveJobs.SAMPLING;
            List.copyOf(all.jobs.values()).forEach(this::look);
        }
        while (true) {
            Timer first = timers.stream()
                    .filter(timer -> timer.due() <= now)
                    .min(Comparator.comparingLong(Timer::due))
                    .orElse(null);
            if (first == null) {
                return;
            }
            timers.remove(first);
            first.action().run();
        }
    }
}

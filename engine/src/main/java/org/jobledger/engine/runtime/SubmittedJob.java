package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;

/** The handle of a job that lives in this process. */
final class SubmittedJob extends Handle {
    private final LiveJob live;

    SubmittedJob(LiveJob live, JobControl control) {
        super(live.id(), control);
        this.live = live;
    }

    @Override
    public JobStats await() throws InterruptedException {
        try {
            return live.ended().get();
        } catch (ExecutionException e) {
            throw told(e);
        }
    }

    @Override
    public Optional<JobStats> await(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(live.ended().get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw told(e);
        }
    }

    private static RuntimeException told(ExecutionException e) {
        if (e.getCause() instanceof JobLedgerException known) {
            return known;
        }
        return new IllegalStateException(e.getCause());
    }
}

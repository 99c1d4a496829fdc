package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;

/** The handle of a job that lives in this process. */
record SubmittedJob(LiveJob live, JobQueue queue) implements Job {
    @Override
    public long id() {
        return live.id();
    }

    @Override
    public void abort(String by, String reason) {
        queue.abort(live.id(), by, reason);
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
            return Optional.of(live.ended().get(atMost.toNanos(), TimeUnit.NANOSECONDS));
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

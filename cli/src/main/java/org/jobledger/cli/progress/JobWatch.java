package org.jobledger.cli.progress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;

/** Waits for a job and shows it meanwhile. */
public final class JobWatch {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private JobWatch() {}

    /**
     * Returns when the job has ended.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     * @throws org.jobledger.engine.LedgerClosedException if the engine is closed before
     */
    public static JobStats untilEnd(JobEngine engine, Job job, ProgressDisplay display) throws InterruptedException {
        try (display) {
            Optional<JobStats> ending = job.await(Duration.ZERO);
            while (ending.isEmpty()) {
                engine.jobInfo(job.id()).ifPresent(info -> display.update(List.of(info)));
                ending = job.await(LOOK_AGAIN);
            }
            return ending.get();
        }
    }
}

package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobStats;

/** The handle of an unfinished job that nothing here can run: it keeps its claims until an opening that can. */
record HeldJob(long id, JobQueue queue) implements Job {
    @Override
    public void abort(String by, String reason) {
        queue.abort(id, by, reason);
    }

    @Override
    public JobStats await() {
        throw new JobRefusedException("job " + id + " is held: it cannot end at this opening");
    }

    @Override
    public Optional<JobStats> await(Duration atMost) {
        return Optional.of(await());
    }
}

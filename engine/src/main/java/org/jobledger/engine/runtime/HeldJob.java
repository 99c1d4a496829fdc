package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobStats;

/** The handle of an unfinished job that nothing here can run: it keeps its claims until an opening that can. */
final class HeldJob extends Handle {
    HeldJob(long id, JobControl control) {
        super(id, control);
    }

    @Override
    public JobStats await() {
        throw new JobRefusedException("job " + id() + " is held: it cannot end at this opening");
    }

    @Override
    public Optional<JobStats> await(Duration atMost) {
        return Optional.of(await());
    }
}

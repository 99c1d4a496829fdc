package org.jobledger.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.cli.progress.JobWatch;
import org.jobledger.cli.progress.ProgressDisplay;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobStats;

/**
 * A job that somebody waits for at a terminal. The first Ctrl-C asks it to stop and waits for its clean end; the second leaves at
 * once: the next opening of the ledger decides what becomes of it, or the process that runs it for this one goes on with it.
 */
final class ForegroundJob {
    private final Session session;
    private final String user;
    private final AtomicInteger interrupts = new AtomicInteger();

    ForegroundJob(Session session) {
        this.session = session;
        this.user = session.surroundings().user();
    }

    /**
     * Waits for its end.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    JobStats await(JobEngine engine, Job job, ProgressDisplay display) throws InterruptedException {
        try (Keyboard.Taken taken = session.surroundings().keyboard().onInterrupt(() -> interrupted(job))) {
            return JobWatch.untilEnd(engine, job, display);
        }
    }

    /** True when somebody has pressed Ctrl-C. */
    boolean wasInterrupted() {
        return interrupts.get() > 0;
    }

    private String left(Job job) {
        return session.guest()
                ? "left job " + job.id() + ", which goes on to its end; 'jobledger job-watch " + job.id() + "' shows it"
                : "left job " + job.id() + " behind; 'jobledger recover' decides what becomes of it";
    }

    private void interrupted(Job job) {
        if (interrupts.incrementAndGet() > 1) {
            session.output().notice(left(job));
            session.surroundings().keyboard().leave();
            return;
        }
        try {
            job.abort(user, "Ctrl-C");
            session.output().notice("stopping job " + job.id() + "; Ctrl-C again leaves at once");
        } catch (JobRefusedException e) {
            session.output().notice("job " + job.id() + " has ended already");
        }
    }
}

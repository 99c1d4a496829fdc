package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.cli.progress.ProgressDisplay;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code job-watch}. */
@Command(
        name = "job-watch",
        description = "Show jobs while they run, until they have ended.",
        footer = {
            "",
            "Ctrl-C ends the watching; the jobs go on. Exit status: 0 if all have completed, 1 if one has not.",
            "Example: jobledger job-watch 3 5"
        })
final class JobWatchVerb extends Verb {

    @Parameters(paramLabel = "JOB", arity = "0..*", description = "The jobs' numbers; else all that have not ended.")
    private List<Long> ids = new ArrayList<>();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    private boolean allCompleted = true;

    JobWatchVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        WatchedJobs jobs = new WatchedJobs(session(), ids);
        try (Leaving leaving = new Leaving(session());
                ProgressDisplay display = progress.display(session(), ids.size() != 1)) {
            while (jobs.look()) {
                tell(display, jobs.newlyEnded());
                display.update(jobs.unfinished());
                jobs.rest();
            }
            display.clear();
            tell(display, jobs.newlyEnded());
        } catch (InterruptedException e) {
            output().notice("stopped watching; the jobs go on");
            return ExitStatus.STOPPED;
        }
        if (jobs.abandoned()) {
            throw new CommandException(
                    "not-running",
                    JobArgument.nobodyWorksOn(jobs.unfinished().get(0).id()));
        }
        return allCompleted ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void tell(ProgressDisplay display, List<JobStats> endings) {
        for (JobStats stats : endings) {
            allCompleted &= stats.type() == JobInfoType.COMPLETED;
            display.clear();
            output().sentence(sentence(stats), Shapes.job(stats));
        }
    }

    private static String sentence(JobStats stats) {
        String what = "Job " + stats.id() + " (" + stats.operation() + " of " + JobList.on(stats.claims()) + ") ";
        String how = JobList.status(stats.status());
        String amount =
                stats.total() > 0 && stats.unit().equals("bytes") ? ByteSize.brief(stats.processed()) + " in " : "in ";
        return what + how + (stats.message().isEmpty() ? "" : " (" + stats.message() + ")") + ": " + amount
                + HumanTime.showMillis(stats.timeElapsedMillis());
    }

    /** Lets Ctrl-C interrupt the watching thread. */
    private static final class Leaving implements AutoCloseable {
        private final Keyboard.Taken taken;

        Leaving(Session session) {
            Keyboard keyboard = session.surroundings().keyboard();
            Thread watcher = Thread.currentThread();
            taken = keyboard.onInterrupt(session.guest() ? keyboard::leave : watcher::interrupt);
        }

        @Override
        public void close() {
            taken.close();
        }
    }
}

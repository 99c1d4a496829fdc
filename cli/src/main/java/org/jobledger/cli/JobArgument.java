package org.jobledger.cli;

import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import picocli.CommandLine.Parameters;

/** Names a job by its number. */
final class JobArgument {

    @Parameters(index = "0", paramLabel = "JOB", description = "The job's number, as job-list shows it.")
    private long id;

    long id() {
        return id;
    }

    /**
     * The job, which has not ended.
     *
     * @throws CommandException if it has, or there is none
     */
    JobInfo unfinished(JobEngine engine) {
        return engine.jobInfo(id)
                .orElseThrow(() -> engine.jobStats(id).isPresent()
                        ? new CommandException(
                                "no-such-job",
                                "job " + id + " has ended; 'jobledger job-stats " + id + "' has its record")
                        : unknown());
    }

    /**
     * The record of the job, which has ended.
     *
     * @throws CommandException if it has not, or there is none
     */
    JobStats ended(JobEngine engine) {
        return engine.jobStats(id)
                .orElseThrow(() -> engine.jobInfo(id).isPresent()
                        ? new CommandException(
                                "not-ended", "job " + id + " has not ended; 'jobledger job-info " + id + "' shows it")
                        : unknown());
    }

    /** What is said of a job whose ledger nobody has open. */
    static String nobodyWorksOn(long id) {
        return "nobody works on job " + id + " now; 'jobledger recover' takes what was cut off to its end";
    }

    private CommandException unknown() {
        return new CommandException("no-such-job", "there is no job " + id);
    }
}

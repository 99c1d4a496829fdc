package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Mixin;

/** A verb that tells a job that has not ended something, in the process that runs it, and does not wait for what comes of it. */
abstract class JobChange extends Verb {

    @Mixin
    private JobArgument argument = new JobArgument();

    JobChange(Session session) {
        super(session);
    }

    /**
     * Makes the change.
     *
     * @param by who asks for it
     */
    abstract void change(Job job, String by);

    /**
     * What is said when it is made.
     *
     * @param before the job before it
     */
    abstract String done(JobInfo before);

    @Override
    final ExitStatus run() {
        String by = session().surroundings().user();
        long id = argument.id();
        session()
                .ledger()
                .rehearse(
                        driver -> argument.unfinished(driver.engine()),
                        driver -> change(driver.engine().job(id), by));
        try (StorageDriver driver = session().ledger().hold()) {
            JobEngine engine = driver.engine();
            JobInfo before = argument.unfinished(engine);
            change(engine.job(id), by);
            output().sentence(
                            done(before),
                            engine.jobInfo(id).map(Shapes::job).orElseGet(() -> Shapes.job(argument.ended(engine))));
            if (!session().guest() && engine.jobInfo(id).isPresent()) {
                output().notice(JobArgument.nobodyWorksOn(id));
            }
        }
        return ExitStatus.OK;
    }
}

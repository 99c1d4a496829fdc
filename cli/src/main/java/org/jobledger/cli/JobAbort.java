package org.jobledger.cli;

import org.jobledger.engine.JobInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code job-abort}, virsh's {@code domjobabort} for any job. */
@Command(
        name = "job-abort",
        description = "Stop a job, here or in the process that runs it, and wait for its clean end.",
        footer = {"", "Example: jobledger job-abort 3 --reason 'wrong volume'"})
final class JobAbort extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    @Mixin
    private AbortOptions options = new AbortOptions();

    JobAbort(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        return new AbortCall(session(), options).run(find());
    }

    private JobInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return job.unfinished(driver.engine());
        }
    }
}

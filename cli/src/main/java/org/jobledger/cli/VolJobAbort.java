package org.jobledger.cli;

import org.jobledger.engine.JobInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vol-job-abort}: virsh's {@code domjobabort}, for a volume. */
@Command(
        name = "vol-job-abort",
        description = "Stop the job that a volume is held by, and wait for its clean end.",
        footer = {"", "Example: jobledger vol-job-abort disk1 --pool images"})
final class VolJobAbort extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Mixin
    private AbortOptions options = new AbortOptions();

    VolJobAbort(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        return new AbortCall(session(), options).run(find());
    }

    private JobInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return new VolumeJob(volume.find(driver)).active(driver.engine());
        }
    }
}

package org.jobledger.cli;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jobledger.cli.progress.LineDisplay;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;

/** Waits, as verbs do, for a job that does not listen. To be run in a process of its own. */
final class StubbornJob {

    private StubbornJob() {}

    public static void main(String[] arguments) throws InterruptedException {
        Surroundings here = Surroundings.ofThisProcess();
        Operation deaf = Operation.of("deaf", RecoveryPolicy.RESUME, job -> {
            job.progress().total(1, "bytes");
            new CountDownLatch(1).await();
            return Document.empty();
        });
        try (JobEngine engine =
                JobEngine.at(Path.of(arguments[1])).operation(deaf).open()) {
            Job job = engine.submit(JobRequest.of("deaf"));
            new ForegroundJob(new Session(here)).await(engine, job, new LineDisplay(here.err()::println, false));
        }
    }
}

package org.jobledger.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jobledger.cli.text.Fields;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code job-why}. */
@Command(
        name = "job-why",
        description = "Show why a job does not get on: for whom it waits, since when, and who is before it.",
        footer = {"", "Example: jobledger job-why 3"})
final class JobWhy extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    JobWhy(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            JobEngine engine = driver.engine();
            JobInfo info = job.unfinished(engine);
            Optional<ClaimWait> wait = engine.whyWaiting(info.id());
            Optional<Instant> start = engine.expectedStart(info.id());
            String reason = wait.isPresent() ? "waits for its claims" : reason(info);
            output().fields(
                            fields(
                                    info,
                                    reason,
                                    wait,
                                    start,
                                    session().surroundings().zone()),
                            Shapes.why(info, reason, wait, start));
        }
        return ExitStatus.OK;
    }

    private static Fields fields(
            JobInfo info, String reason, Optional<ClaimWait> wait, Optional<Instant> start, ZoneId zone) {
        Fields fields = new Fields()
                .add("Job", info.id())
                .add("Operation", info.operation())
                .add("Status", JobList.status(info.status()))
                .add("Why", reason);
        wait.ifPresent(why -> fields.add(
                        "Wants",
                        why.claims().stream()
                                .map(claim -> claim.resource().path() + " "
                                        + claim.mode().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))
                .add("Since", HumanTime.show(why.since(), zone))
                .add("Place in queue", why.position())
                .add(
                        "Waits for",
                        why.waitsFor().stream().map(ClaimOwner::toString).collect(Collectors.joining("; "))));
        start.ifPresent(at -> fields.add("Expected start", HumanTime.show(at, zone)));
        return fields;
    }

    /** Of a job that does not wait for claims. */
    private static String reason(JobInfo info) {
        long id = info.id();
        return switch (info.status()) {
            case CREATED, QUEUED -> "has its claims and waits for a free worker";
            case PAUSED -> "rests until 'jobledger job-resume " + id + "'";
            case RETRYING -> "failed and will be tried again in a while";
            case WAITING -> "has done its work and waits for the others of its group";
            case PENDING -> "has done its work and waits for 'jobledger job-finalize " + id + "'";
            case ABANDONED -> "was given up and waits until its worker is gone";
            case INTERRUPTED -> "was cut off, and nobody works on it now; 'jobledger recover' takes it to its end";
            case CONCLUDED -> "is at its end and waits for 'jobledger job-dismiss " + id + "'";
            case RUNNING, FINISHING, COMPLETED, FAILED, CANCELLED, REJECTED -> "does not wait";
        };
    }
}

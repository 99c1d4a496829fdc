package org.jobledger.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Fields;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code job-info}, virsh's {@code domjobinfo} for any job. */
@Command(
        name = "job-info",
        description = "Show a job that has not ended.",
        footer = {"", "Example: jobledger job-info 3"})
final class JobInfoVerb extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    JobInfoVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            JobInfo info = job.unfinished(driver.engine());
            output().fields(fields(info, session().surroundings().zone()), Shapes.job(info));
        }
        return ExitStatus.OK;
    }

    static Fields fields(JobInfo info, ZoneId zone) {
        boolean bounded = info.total() >= 0;
        return new Fields()
                .add("Job", info.id())
                .add("Job type", info.type().name().toLowerCase(Locale.ROOT))
                .add("Operation", info.operation())
                .add("On", JobList.on(info.claims()))
                .add("Status", JobList.status(info.status()) + (info.abortRequested() ? ", asked to stop" : ""))
                .addIf(info.phase().count() > 0, "Phase", phase(info.phase()))
                .add("Time elapsed", HumanTime.showMillis(info.timeElapsedMillis()))
                .add("Data processed", amount(info.processed(), info.unit()))
                .addIf(bounded, "Data remaining", amount(info.remaining(), info.unit()))
                .addIf(bounded, "Data total", amount(info.total(), info.unit()))
                .addIf(bounded, "Time remaining", remaining(info.estimate()))
                .addIf(
                        info.estimate().predictedEnd() != null,
                        "Expected end",
                        end(info.estimate().predictedEnd(), zone))
                .addIf(
                        info.estimate().overallRate() > 0,
                        "Rate",
                        rate(info.estimate().shortRate(), info.unit()) + ", overall "
                                + rate(info.estimate().overallRate(), info.unit()))
                .addIf(info.checkpointed() > 0, "Checkpoint at", amount(info.checkpointed(), info.unit()))
                .addIf(info.speedLimit() > 0, "Speed limit", amount(info.speedLimit(), info.unit()) + "/s")
                .add("Time in queue", HumanTime.showMillis(info.queueMillis()))
                .add("Ticks", info.ticks())
                .add("Attempt", info.attempt())
                .add("Asked for by", info.principal() + ", " + info.api())
                .add("Created", HumanTime.show(info.createdAt(), zone));
    }

    private static String remaining(TimeRemaining estimate) {
        String about = !estimate.known()
                ? ""
                : "about " + HumanTime.showMillis(Math.max(estimate.shownMillis(), 0)) + ", nine in ten at most "
                        + HumanTime.showMillis(Math.max(estimate.p90Millis(), estimate.shownMillis())) + ", ";
        String state = estimate.state().name().toLowerCase(Locale.ROOT)
                + (estimate.stalledMillis() > 0 ? " " + HumanTime.rough(estimate.stalledMillis()) : "");
        return about + state + ", " + estimate.basis();
    }

    private static String end(@Nullable Instant predicted, ZoneId zone) {
        return predicted == null ? "" : HumanTime.show(predicted, zone);
    }

    private static String rate(double perSecond, String unit) {
        return amount(Math.round(perSecond), unit) + "/s";
    }

    static String phase(JobPhase phase) {
        return phase.index() + "/" + phase.count() + (phase.name().isEmpty() ? "" : " " + phase.name());
    }

    static String amount(long count, String unit) {
        return unit.equals("bytes") || unit.isEmpty() ? ByteSize.show(count) : count + " " + unit;
    }
}

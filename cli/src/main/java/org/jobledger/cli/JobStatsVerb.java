package org.jobledger.cli;

import java.time.ZoneId;
import java.util.Locale;
import org.jobledger.cli.text.Fields;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code job-stats}, virsh's {@code domjobinfo --completed --keep-completed} for any job. */
@Command(
        name = "job-stats",
        description = "Show the record of a job that has ended; reading it does not take it away.",
        footer = {"", "Example: jobledger job-stats 3 --json"})
final class JobStatsVerb extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    JobStatsVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            JobStats stats = job.ended(driver.engine());
            output().fields(fields(stats, session().surroundings().zone()), Shapes.job(stats));
        }
        return ExitStatus.OK;
    }

    static Fields fields(JobStats stats, ZoneId zone) {
        return new Fields()
                .add("Job", stats.id())
                .add("Job type", stats.type().name().toLowerCase(Locale.ROOT))
                .add("Operation", stats.operation())
                .add("On", JobList.on(stats.claims()))
                .add("Status", JobList.status(stats.status()))
                .addIf(!stats.code().isEmpty(), "Error", stats.code())
                .addIf(!stats.message().isEmpty(), "Message", stats.message())
                .addIf(stats.phase().count() > 0, "Phase", JobInfoVerb.phase(stats.phase()))
                .add("Time in queue", HumanTime.showMillis(stats.queueMillis()))
                .add("Time elapsed", HumanTime.showMillis(stats.timeElapsedMillis()))
                .add("Data processed", JobInfoVerb.amount(stats.processed(), stats.unit()))
                .addIf(stats.total() >= 0, "Data total", JobInfoVerb.amount(stats.total(), stats.unit()))
                .add("Attempts", stats.attempts())
                .add("Ticks", stats.ticks())
                .addIf(!stats.accuracy().equals(PredictionAccuracy.NONE), "Predicted", accuracy(stats.accuracy()))
                .addIf(
                        !stats.result().json().equals("{}"),
                        "Result",
                        stats.result().json())
                .add("Asked for by", stats.principal())
                .add("Created", HumanTime.show(stats.createdAt(), zone))
                .add("Ended", HumanTime.show(stats.endedAt(), zone));
    }

    private static String accuracy(PredictionAccuracy accuracy) {
        return ratio(accuracy.at25()) + " after a quarter, " + ratio(accuracy.at50()) + " after half, "
                + ratio(accuracy.at75()) + " after three quarters of the time";
    }

    private static String ratio(double predictedOverActual) {
        return Double.isNaN(predictedOverActual)
                ? "-"
                : String.format(Locale.ROOT, "%.2f x actual", predictedOverActual);
    }
}

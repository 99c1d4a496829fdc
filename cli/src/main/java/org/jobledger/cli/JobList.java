package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.cli.text.Table;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code job-list}. */
@Command(
        name = "job-list",
        description = "List the jobs that have not ended.",
        footer = {"", "Example: jobledger job-list --all"})
final class JobList extends Verb {

    @Option(names = "--all", description = "Those that have ended too, newest first.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many ended ones at most (100).",
            defaultValue = "100")
    private int limit = 100;

    @Option(names = "--id", description = "Print numbers only, one a line.")
    private boolean idsOnly;

    JobList(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            JobEngine engine = driver.engine();
            show(engine.jobs(), all ? engine.finishedJobs(limit) : List.of());
        }
        return ExitStatus.OK;
    }

    private void show(List<JobInfo> unfinished, List<JobStats> finished) {
        if (idsOnly && !session().json()) {
            unfinished.forEach(job -> output().line(Long.toString(job.id())));
            finished.forEach(job -> output().line(Long.toString(job.id())));
            return;
        }
        Table table = Table.of(">Id", "Operation", "On", "Status", ">Done", ">Elapsed");
        List<Map<String, @Nullable Object>> shapes = new ArrayList<>();
        for (JobInfo job : unfinished) {
            shapes.add(Shapes.job(job));
            table.row(
                    job.id(),
                    job.operation(),
                    on(job.claims()),
                    status(job.status()),
                    percent(job.processed(), job.total()),
                    HumanTime.showMillis(job.timeElapsedMillis()));
        }
        for (JobStats job : finished) {
            shapes.add(Shapes.job(job));
            table.row(
                    job.id(),
                    job.operation(),
                    on(job.claims()),
                    status(job.status()),
                    percent(job.processed(), job.total()),
                    HumanTime.showMillis(job.timeElapsedMillis()));
        }
        output().table(table, shapes);
    }

    static String on(List<Claim> claims) {
        return String.join(
                ", ", claims.stream().map(claim -> claim.resource().path()).toList());
    }

    static String status(JobStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static String percent(long processed, long total) {
        return total <= 0 ? "-" : Math.multiplyHigh(processed, 100) == 0 ? processed * 100 / total + " %" : "-";
    }
}

package org.jobledger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jobledger.cli.text.Json;
import org.jobledger.cli.text.Table;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recover}. */
@Command(
        name = "recover",
        description = "Take the jobs that a crash cut off to their end.",
        footer = {"", "Example: jobledger recover --plan", "         jobledger recover --full-check"})
final class Recover extends Verb {

    @Option(names = "--plan", description = "Show what would be done; change nothing.")
    private boolean plan;

    @Option(
            names = "--full-check",
            description = "First read all history and make good what is damaged, as far as its other copy proves it."
                    + " Broken files are kept.")
    private boolean fullCheck;

    @Mixin
    private ProgressOption progress = new ProgressOption();

    Recover(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        if (plan && fullCheck) {
            throw new CommandException("usage", "--plan changes nothing, so that --full-check has no place beside it");
        }
        return plan ? showPlan() : carryOut();
    }

    private ExitStatus showPlan() {
        try (StorageDriver driver = session().ledger().inspect()) {
            List<PlannedRecovery> decisions = driver.engine().recoveryPlan();
            output().table(
                            table(decisions),
                            decisions.stream().map(Shapes::recovery).toList());
        }
        return ExitStatus.OK;
    }

    private ExitStatus carryOut() throws InterruptedException {
        try (StorageDriver driver = open()) {
            List<String> repairs = driver.engine().repairs();
            repairs.forEach(session().output()::notice);
            RecoveredJobs recovered = new RecoveredJobs(session(), driver.engine());
            recovered.announce();
            List<JobStats> endings = recovered.await(progress);
            show(recovered.decisions(), endings, repairs);
            return status(recovered.decisions(), endings);
        }
    }

    private StorageDriver open() {
        return fullCheck
                ? session().ledger().recoverAfterFullCheck()
                : session().ledger().recover();
    }

    private void show(List<PlannedRecovery> decisions, List<JobStats> endings, List<String> repairs) {
        Table table = Table.of(">Id", "Operation", "On", "Status", "Message");
        endings.forEach(job -> table.row(
                job.id(), job.operation(), JobList.on(job.claims()), JobList.status(job.status()), job.message()));
        Map<String, @Nullable Object> shape = Json.object(
                "recoveries", decisions.stream().map(Shapes::recovery).toList(),
                "endings", endings.stream().map(Shapes::job).toList());
        if (fullCheck) {
            shape.put("repairs", repairs);
            if (!session().json()) {
                output().line(
                                repairs.isEmpty()
                                        ? "All history was checked: nothing is damaged"
                                        : "All history was checked: what was damaged is good again");
            }
        }
        if (decisions.isEmpty()) {
            output().sentence("No job was cut off: there is nothing to recover", shape);
        } else {
            output().table(table, shape);
        }
    }

    /** A job that its own policy lets fail, or that nobody here can run, is recovered as declared; one that failed since is not. */
    private static ExitStatus status(List<PlannedRecovery> decisions, List<JobStats> endings) {
        List<Long> declared = decisions.stream()
                .filter(decision -> decision.outcome() == RecoveryOutcome.FAILED)
                .map(PlannedRecovery::jobId)
                .toList();
        boolean failed =
                endings.stream().anyMatch(job -> job.type() == JobInfoType.FAILED && !declared.contains(job.id()));
        return failed ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static Table table(List<PlannedRecovery> decisions) {
        Table table = Table.of(">Id", "Operation", "On", ">From", "Outcome", "Reason");
        decisions.forEach(decision -> table.row(
                decision.jobId(),
                decision.operation(),
                decision.on(),
                RecoveredJobs.place(decision),
                decision.outcome().name().toLowerCase(Locale.ROOT),
                decision.reason()));
        return table;
    }
}

package org.jobledger.cli;

import java.time.Duration;
import java.util.Set;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StopOption;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pool-destroy}. */
@Command(
        name = "pool-destroy",
        description = "Stop a pool; its volumes are left as they are. A transient pool is forgotten.",
        footer = {
            "",
            "While jobs are at work on its volumes it is refused, unless an option says what is to become of them.",
            "Example: jobledger pool-destroy images --abort-jobs"
        })
final class PoolDestroy extends PoolChange {

    @Option(
            names = "--abort-jobs",
            description = "Stop the jobs that are at work on its volumes, instead of being refused.")
    private boolean abortJobs;

    @Option(
            names = "--queue",
            paramLabel = "SECONDS",
            description = "Wait this long for the jobs on its volumes, instead of being refused.")
    private int queue;

    PoolDestroy(Session session) {
        super(session);
    }

    /** Jobs that a crash cut off must be at work to be stopped. */
    @Override
    StorageDriver open() {
        return abortJobs || queue > 0 ? session().ledger().recover() : super.open();
    }

    @Override
    PoolInfo change(StorageDriver driver, String name) {
        if (queue < 0) {
            throw new CommandException("usage", "--queue is " + queue + ", below 0");
        }
        StorageDriver patient = queue == 0 ? driver : driver.waiting(Duration.ofSeconds(queue));
        try {
            return patient.stopPool(name, abortJobs ? Set.of(StopOption.ABORT_JOBS) : Set.of());
        } catch (PoolBusyException e) {
            throw new CommandException(e.code(), e.getMessage() + "; " + whatToDo(), e);
        }
    }

    private String whatToDo() {
        String look = "'jobledger job-watch' shows what runs";
        if (abortJobs) {
            return "asked to stop, they have not in time: a longer --queue waits longer, " + look;
        }
        return queue > 0
                ? "that was waited for: --abort-jobs stops it, a longer --queue waits longer, " + look
                : "--abort-jobs stops it, --queue SECONDS waits for it, " + look;
    }

    @Override
    String done(String name) {
        return "Pool " + name + " destroyed";
    }
}

package org.jobledger.benchmarks.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** db-scheduler; a job is completed when its row is gone. */
final class DbSchedulerJobs implements JobSystem {
    private static final Duration POLLING = Duration.ofMillis(100);
    private static final double LOWER = 1.0;
    private static final double UPPER = 6.0;

    private final H2File file;
    private final AtomicLong submitted = new AtomicLong();
    private final OneTimeTask<Void> task = Tasks.oneTime("nothing").execute((instance, context) -> {});
    private final Scheduler scheduler;

    DbSchedulerJobs(Path directory) throws SQLException {
        file = new H2File(directory);
        file.execute(
                "CREATE TABLE scheduled_tasks (task_name VARCHAR(100) NOT NULL, task_instance VARCHAR(100) NOT NULL,"
                        + " task_data BLOB, execution_time TIMESTAMP WITH TIME ZONE NOT NULL, picked BOOLEAN NOT NULL,"
                        + " picked_by VARCHAR(50), last_success TIMESTAMP WITH TIME ZONE, last_failure TIMESTAMP WITH TIME ZONE,"
                        + " consecutive_failures INT, last_heartbeat TIMESTAMP WITH TIME ZONE, version BIGINT NOT NULL,"
                        + " priority SMALLINT, PRIMARY KEY (task_name, task_instance))");
        file.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
        file.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        scheduler = Scheduler.create(file.source(), task)
                .threads(WORKERS)
                .pollingInterval(POLLING)
                .pollUsingFetch(LOWER, UPPER)
                .enableImmediateExecution()
                .build();
        scheduler.start();
    }

    @Override
    public String name() {
        return "db-scheduler 16.12.0";
    }

    @Override
    public String settings() {
        return H2File.SETTINGS + "; polling " + POLLING.toMillis() + " ms, immediate execution, fetch(" + LOWER + ", "
                + UPPER + ") (lock-and-fetch needs SKIP LOCKED, which it does not use with H2)";
    }

    @Override
    public void submit(long number) {
        scheduler.schedule(task.instance("job-" + number), Instant.now());
        submitted.incrementAndGet();
    }

    @Override
    public long completed() throws SQLException {
        return submitted.get() - file.count("SELECT COUNT(*) FROM scheduled_tasks");
    }

    @Override
    public void close() {
        scheduler.stop();
        file.close();
    }
}

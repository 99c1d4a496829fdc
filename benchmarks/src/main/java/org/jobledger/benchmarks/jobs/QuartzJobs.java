package org.jobledger.benchmarks.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz with its JDBC job store; a job is completed when its trigger is gone. */
final class QuartzJobs implements JobSystem {
    private final H2File file;
    private final Scheduler scheduler;
    private final AtomicLong submitted = new AtomicLong();

    /** What is run. */
    public static final class Nothing implements Job {
        /** Made by Quartz. */
        public Nothing() {}

        @Override
        public void execute(JobExecutionContext context) {}
    }

    QuartzJobs(Path directory) throws IOException, SQLException, SchedulerException {
        file = new H2File(directory);
        try (InputStream sql = Job.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_h2.sql")) {
            file.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        DBConnectionManager.getInstance().addConnectionProvider("bench", new Connections(file));
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "bench-" + System.nanoTime());
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(WORKERS));
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(WORKERS));
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.setProperty("org.quartz.jobStore.useProperties", "true");
        settings.setProperty("org.quartz.jobStore.dataSource", "bench");
        scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.start();
    }

    private record Connections(H2File file) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return file.source().getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }

    @Override
    public String name() {
        return "Quartz 2.5.2";
    }

    @Override
    public String settings() {
        return H2File.SETTINGS + "; JobStoreTX, batch acquisition " + WORKERS + " within lock, not clustered";
    }

    @Override
    public void submit(long number) throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(Nothing.class).withIdentity("job-" + number).build(),
                TriggerBuilder.newTrigger()
                        .withIdentity("job-" + number)
                        .startNow()
                        .build());
        submitted.incrementAndGet();
    }

    @Override
    public long completed() throws SQLException {
        return submitted.get() - file.count("SELECT COUNT(*) FROM QRTZ_TRIGGERS");
    }

    @Override
    public void close() throws SchedulerException {
        scheduler.shutdown(true);
        file.close();
    }
}

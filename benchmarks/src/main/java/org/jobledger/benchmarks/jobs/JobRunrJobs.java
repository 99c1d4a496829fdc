package org.jobledger.benchmarks.jobs;

import java.nio.file.Path;
import java.time.Duration;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.gson.GsonJsonMapper;

/** JobRunr; a job is completed when it is recorded as SUCCEEDED. */
final class JobRunrJobs implements JobSystem {
    private static final Duration POLLING = Duration.ofSeconds(5);

    /** Nothing is left to wait for when it is stopped; by default it waits ten seconds for each of its pools all the same. */
    private static final Duration PATIENCE_AT_STOP = Duration.ofMillis(10);

    private final H2File file;
    private final StorageProvider storage;

    /** What is asked for. */
    public record Nothing() implements JobRequest {
        @Override
        public Class<NothingHandler> getJobRequestHandler() {
            return NothingHandler.class;
        }
    }

    /** What is run. */
    public static final class NothingHandler implements JobRequestHandler<Nothing> {
        /** Made by JobRunr. */
        public NothingHandler() {}

        @Override
        public void run(Nothing request) {}
    }

    JobRunrJobs(Path directory) {
        file = new H2File(directory);
        storage = SqlStorageProviderFactory.using(file.source());
        JobRunr.configure()
                .useJsonMapper(new GsonJsonMapper())
                .useStorageProvider(storage)
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(WORKERS)
                        .andPollInterval(POLLING)
                        .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(PATIENCE_AT_STOP))
                .initialize();
    }

    @Override
    public String name() {
        return "JobRunr 8.7.0";
    }

    @Override
    public String settings() {
        return H2File.SETTINGS + "; " + WORKERS + " workers, poll interval " + POLLING.toMillis()
                + " ms (the smallest it takes; it fetches more as soon as workers are free), Gson";
    }

    @Override
    public void submit(long number) {
        BackgroundJobRequest.enqueue(new Nothing());
    }

    @Override
    public long completed() {
        return storage.countJobs(StateName.SUCCEEDED);
    }

    @Override
    public void close() {
        JobRunr.destroy();
        file.close();
    }
}

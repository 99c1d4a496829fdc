package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jobledger.engine.StatsFlag.COMPLETED;
import static org.jobledger.engine.StatsFlag.KEEP_COMPLETED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobReport;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.NoJob;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The record of the job that ended last on a resource, by libvirt's rules. */
@Timeout(60)
class CompletedStatsTest {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");
    private static final ResourceRef OTHER = ResourceRef.of("pool", "p").child("volume", "w");

    @TempDir
    private Path directory;

    private final StepClock clock = new StepClock();
    private final TimedWork work = new TimedWork(clock);

    private JobEngine open(OpenMode mode) {
        return JobEngine.at(directory)
                .mode(mode)
                .clock(clock)
                .operation(Operation.of("copy", RecoveryPolicy.RESUME, work))
                .operation(Operation.of("nothing", RecoveryPolicy.FAIL, job -> Document.empty()))
                .operation(Operation.of("fail", RecoveryPolicy.FAIL, job -> {
                    throw new IllegalStateException("disk on fire");
                }))
                .open();
    }

    private static JobStats run(JobEngine engine, String operation, ResourceRef... on) throws InterruptedException {
        JobRequest request = JobRequest.of(operation);
        for (ResourceRef resource : on) {
            request = request.on(resource);
        }
        return engine.submit(request).await();
    }

    @Test
    void itIsGoneOnceReadUnlessItIsKept() throws Exception {
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            assertThat(engine.jobStats(VOLUME, COMPLETED)).isEqualTo(new NoJob());
            run(engine, "nothing", VOLUME);
            JobStats failed = run(engine, "fail", VOLUME);
            assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED)).isEqualTo(failed);
            JobReport taken = engine.jobStats(VOLUME, COMPLETED);
            assertThat(taken).isEqualTo(failed);
            assertThat(taken.type()).isEqualTo(JobInfoType.FAILED);
            assertThat(taken.fields()).containsEntry("success", false).containsEntry("errmsg", "disk on fire");
            assertThat(engine.jobStats(VOLUME, COMPLETED))
                    .as("only the most recent one")
                    .isEqualTo(new NoJob());
            assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED).fields())
                    .isEmpty();
            assertThat(engine.jobStats(failed.id())).as("the history keeps it").contains(failed);
        }
    }

    @Test
    void eachResourceOfAJobHasItsOwn() throws Exception {
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            JobStats both = run(engine, "nothing", VOLUME, OTHER);
            assertThat(engine.jobStats(VOLUME, COMPLETED)).isEqualTo(both);
            assertThat(engine.jobStats(OTHER, COMPLETED)).isEqualTo(both);
        }
    }

    @Test
    void keepWithoutCompletedIsAnError() {
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            assertThatThrownBy(() -> engine.jobStats(VOLUME, KEEP_COMPLETED))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("KEEP_COMPLETED needs COMPLETED");
        }
    }

    @Test
    void whileAJobWorksOnlyItsInfoIsTold() throws Exception {
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            JobStats before = run(engine, "nothing", VOLUME);
            assertThat(engine.jobStats(VOLUME)).as("no job").isEqualTo(new NoJob());
            assertThat(engine.jobInfo(VOLUME)).isEmpty();
            Job job = engine.submit(
                    JobRequest.of("copy").on(VOLUME).with(Document.of("total", "all", "rest", 10, "slow", 1)));
            work.resting.await();
            assertThat(engine.jobInfo(VOLUME)).map(JobInfo::id).contains(job.id());
            assertThat(engine.jobStats(VOLUME).type()).isEqualTo(JobInfoType.BOUNDED);
            assertThatThrownBy(() -> engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("job " + job.id() + " (copy) works on volume 'p/v'");
            assertThat(engine.jobInfo(OTHER)).isEmpty();
            work.release.countDown();
            assertThat(job.await().id()).isGreaterThan(before.id());
            assertThat(engine.jobInfo(VOLUME)).isEmpty();
            assertThat(engine.jobStats(VOLUME, COMPLETED)).isEqualTo(job.await());
        }
    }

    @Test
    void whatIsThereAndWhatWasTakenSurvivesARestartWithAndWithoutTheSnapshot() throws Exception {
        JobStats there;
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            there = run(engine, "nothing", VOLUME);
            run(engine, "nothing", OTHER);
            engine.jobStats(OTHER, COMPLETED);
        }
        for (int round = 0; round < 2; round++) {
            try (JobEngine engine = open(OpenMode.RECOVER)) {
                assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED)).isEqualTo(there);
                assertThat(engine.jobStats(OTHER, COMPLETED)).isEqualTo(new NoJob());
            }
            Files.delete(directory.resolve("snapshot"));
        }
    }

    @Test
    void aJobThatIsToBeDismissedWorksOnNothingAnyMore() throws Exception {
        JobStats failed;
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            failed = engine.submit(JobRequest.of("fail").on(VOLUME).dismissedByHand())
                    .await();
            assertThat(engine.jobInfo(VOLUME)).isEmpty();
            assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED)).isEqualTo(failed);
        }
        for (int round = 0; round < 2; round++) {
            try (JobEngine engine = open(OpenMode.RECOVER)) {
                assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED)).isEqualTo(failed);
            }
            Files.delete(directory.resolve("snapshot"));
        }
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            Job next = engine.submit(
                    JobRequest.of("copy").on(VOLUME).with(Document.of("total", "all", "rest", 10, "slow", 1)));
            work.resting.await();
            assertThat(engine.jobInfo(VOLUME)).map(JobInfo::id).contains(next.id());
            work.release.countDown();
            JobStats copied = next.await();
            assertThat(engine.jobStats(VOLUME, COMPLETED)).isEqualTo(copied);
            engine.job(failed.id()).dismiss("admin");
            assertThat(engine.jobStats(VOLUME, COMPLETED))
                    .as("taken, and older")
                    .isEqualTo(new NoJob());
        }
    }

    @Test
    void whoOnlyInspectsMayReadButNotTake() throws Exception {
        JobStats there;
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            there = run(engine, "nothing", VOLUME);
        }
        try (JobEngine engine = open(OpenMode.INSPECT)) {
            assertThat(engine.jobStats(VOLUME, COMPLETED, KEEP_COMPLETED)).isEqualTo(there);
            assertThatThrownBy(() -> engine.jobStats(VOLUME, COMPLETED)).isInstanceOf(LedgerClosedException.class);
        }
    }

    @Test
    void ofManyWhoTakeItAtOnceOneGetsIt() throws Exception {
        ExecutorService takers = Executors.newFixedThreadPool(4);
        try (JobEngine engine = open(OpenMode.RECOVER)) {
            for (int round = 0; round < 20; round++) {
                run(engine, "nothing", VOLUME);
                List<Future<JobReport>> answers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    answers.add(takers.submit(() -> engine.jobStats(VOLUME, COMPLETED)));
                }
                int got = 0;
                for (Future<JobReport> answer : answers) {
                    got += answer.get() instanceof JobStats ? 1 : 0;
                }
                assertThat(got).as("round %d", round).isEqualTo(1);
            }
        } finally {
            takers.shutdownNow();
        }
    }
}

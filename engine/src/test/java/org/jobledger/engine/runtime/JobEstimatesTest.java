package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.Forecast;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time remaining as jobs tell it through the API; minutes of work in a clock of the test's own. */
@Timeout(60)
class JobEstimatesTest {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");
    private static final ResourceRef OTHER = ResourceRef.of("pool", "p").child("volume", "w");

    @TempDir
    private Path directory;

    private final StepClock clock = new StepClock();
    private final TimedWork work = new TimedWork(clock);

    private EngineConfig.Builder engine(Path ledger, TimedWork handler) {
        return JobEngine.at(ledger).clock(clock).operation(Operation.of("copy", RecoveryPolicy.RESUME, handler));
    }

    private JobEngine open() {
        return engine(directory.resolve("ledger"), work).open();
    }

    private static JobRequest copy(ResourceRef on, String total, int rest, int slow) {
        return JobRequest.of("copy").on(on).with(Document.of("total", total, "rest", rest, "slow", slow));
    }

    private JobInfo atRest(JobEngine engine, JobRequest request) throws InterruptedException {
        Job job = engine.submit(request);
        work.resting.await();
        return engine.jobInfo(job.id()).orElseThrow();
    }

    private static JobStats whole(JobEngine engine, int slow) throws InterruptedException {
        return engine.submit(copy(VOLUME, "all", 0, slow)).await();
    }

    @Test
    void aBoundedJobTellsItsEvenBetAndWhatItRestsOn() throws Exception {
        try (JobEngine engine = open()) {
            JobInfo info = atRest(engine, copy(VOLUME, "all", 40, 1));
            TimeRemaining estimate = info.estimate();
            assertThat(info.type()).isEqualTo(JobInfoType.BOUNDED);
            assertThat(estimate.state()).isEqualTo(EstimateState.RUNNING);
            assertThat(estimate.p50Millis()).isCloseTo(60_000, within(50L));
            assertThat(estimate.p90Millis()).isGreaterThan(estimate.p50Millis());
            assertThat(estimate.predictedEnd())
                    .isBetween(clock.instant().plusSeconds(59), clock.instant().plusSeconds(61));
            assertThat(estimate.shortRate()).isCloseTo(10, within(0.01));
            assertThat(estimate.overallRate()).isCloseTo(10, within(0.01));
            assertThat(estimate.basis()).isEqualTo("live");
            assertThat(info.fields())
                    .containsEntry("operation", "copy")
                    .containsEntry("time_elapsed", 40_000L)
                    .containsEntry("time_remaining", estimate.p50Millis())
                    .containsEntry("data_total", 1000L)
                    .containsEntry("data_processed", 400L)
                    .containsEntry("data_remaining", 600L)
                    .containsEntry("disk_bps", 10L)
                    .containsEntry("setup_time", info.queueMillis())
                    .doesNotContainKeys("success", "errmsg");
            work.release.countDown();
            JobStats stats = engine.job(info.id()).await();
            assertThat(stats.accuracy()).isEqualTo(new PredictionAccuracy(1, 1, 1));
            assertThat(stats.fields())
                    .containsEntry("success", true)
                    .containsEntry("data_remaining", 0L)
                    .containsEntry("predicted_over_actual_50", 1.0)
                    .doesNotContainKeys("errmsg", "time_remaining");
        }
    }

    @Test
    void aLimitThatIsSetWhileItRunsCountsAtOnceAndGoesAtOnce() throws Exception {
        try (JobEngine engine = open()) {
            JobInfo free = atRest(engine, copy(VOLUME, "all", 40, 1));
            engine.job(free.id()).limitSpeed("me", 1);
            JobInfo limited = engine.jobInfo(free.id()).orElseThrow();
            assertThat(limited.estimate().p50Millis()).isBetween(600_000L, 601_000L);
            assertThat(limited.estimate().shownMillis()).isBetween(600_000L, 601_000L);
            assertThat(limited.estimate().p90Millis()).isBetween(600_000L, 601_000L);
            assertThat(limited.estimate().predictedEnd())
                    .isBetween(clock.instant().plusSeconds(599), clock.instant().plusSeconds(602));
            assertThat(limited.fields())
                    .containsEntry("time_remaining", limited.estimate().p50Millis());
            engine.job(free.id()).limitSpeed("me", 0);
            assertThat(engine.jobInfo(free.id()).orElseThrow().estimate().p50Millis())
                    .isEqualTo(free.estimate().p50Millis());
            work.release.countDown();
        }
    }

    @Test
    void itIsToldOfTheResourceThatIsWorkedOn() throws Exception {
        ResourceRef volume = VOLUME;
        try (JobEngine engine = open()) {
            atRest(engine, copy(volume, "all", 40, 1));
            // doc begin
            TimeRemaining left = engine.jobInfo(volume).orElseThrow().estimate();
            System.out.println(left.state() + ", about " + left.shownMillis() / 1000 + " s, nine in ten at most "
                    + left.p90Millis() / 1000 + " s, from " + left.basis());
            // doc end
            assertThat(left.state()).isEqualTo(EstimateState.RUNNING);
            assertThat(left.shownMillis()).isCloseTo(60_000, within(50L));
            work.release.countDown();
        }
    }

    @Test
    void withoutATotalThereIsARateButNoTime() throws Exception {
        try (JobEngine engine = open()) {
            JobInfo info = atRest(engine, copy(VOLUME, "never", 40, 1));
            assertThat(info.type()).isEqualTo(JobInfoType.UNBOUNDED);
            assertThat(info.estimate().known()).isFalse();
            assertThat(info.estimate().overallRate()).isCloseTo(10, within(0.01));
            assertThat(info.fields()).doesNotContainKeys("time_remaining", "data_total", "data_remaining");
            work.release.countDown();
            assertThat(engine.job(info.id()).await().accuracy()).isEqualTo(PredictionAccuracy.NONE);
        }
    }

    @Test
    void aTotalThatIsKnownLateOrGrowsIsUsedFromThenOn() throws Exception {
        for (String total : new String[] {"late", "grows"}) {
            TimedWork handler = new TimedWork(clock);
            try (JobEngine engine = engine(directory.resolve(total), handler).open()) {
                Job job = engine.submit(copy(VOLUME, total, 60, 1));
                handler.resting.await();
                JobInfo info = engine.jobInfo(job.id()).orElseThrow();
                assertThat(info.total()).isEqualTo(1000);
                assertThat(info.estimate().p50Millis()).as(total).isCloseTo(40_000, within(2000L));
                handler.release.countDown();
                assertThat(job.await().total()).isEqualTo(1000);
            }
        }
    }

    @Test
    void phasesOfDifferentSpeedAreKnownFromEarlierJobs() throws Exception {
        try (JobEngine engine = open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(whole(engine, 4).timeElapsedMillis()).isEqualTo(250_000);
            }
            JobInfo info = atRest(engine, copy(VOLUME, "all", 50, 4));
            assertThat(info.estimate().basis()).isEqualTo("history(3)");
            assertThat(info.estimate().p50Millis())
                    .as("the fast half took 50 s, the slow one takes 200 s")
                    .isCloseTo(200_000, within(40_000L));
            work.release.countDown();
            assertThat(engine.job(info.id()).await().accuracy().at50()).isCloseTo(1, within(0.2));
        }
    }

    @Test
    void afterACrashTheWorkingTimeAndTheEstimateGoOn() throws Exception {
        TimedWork again = new TimedWork(clock);
        Path copy;
        try (JobEngine engine = open()) {
            JobInfo before = atRest(engine, copy(VOLUME, "all", 40, 1));
            copy = CrashImage.of(directory.resolve("ledger"), directory.resolve("copy"));
            clock.advance(Duration.ofHours(3));
            try (JobEngine held =
                    engine(copy, again).adoptingCopy().mode(OpenMode.HOLD).open()) {
                JobInfo cut = held.jobInfo(before.id()).orElseThrow();
                assertThat(cut.timeElapsedMillis()).isEqualTo(40_000);
                assertThat(cut.estimate().state()).isEqualTo(EstimateState.PAUSED);
                assertThat(cut.estimate().p50Millis())
                        .isEqualTo(before.estimate().p50Millis());
                assertThat(cut.estimate().predictedEnd()).isNull();
            }
            try (JobEngine resumed = engine(copy, again).adoptingCopy().open()) {
                JobStats stats = FoundJob.end(resumed, before.id());
                assertThat(stats.attempts()).isEqualTo(2);
                assertThat(stats.timeElapsedMillis())
                        .as("three hours down do not count")
                        .isEqualTo(100_000);
                assertThat(stats.accuracy()).isEqualTo(new PredictionAccuracy(1, 1, 1));
            }
        }
    }

    @Test
    void theRecordIsTheSameAfterARestartAndFromTablesMadeAgain() throws Exception {
        JobStats first;
        JobStats second;
        try (JobEngine engine = open()) {
            first = whole(engine, 3);
            second = whole(engine, 2);
            assertThat(first.accuracy().at25()).isNotNaN().isNotEqualTo(1);
            assertThat(second.accuracy()).isNotEqualTo(first.accuracy());
        }
        try (JobEngine engine = open()) {
            assertThat(engine.jobStats(first.id())).contains(first);
            assertThat(engine.verify().checks())
                    .allSatisfy(check -> assertThat(check.sound()).isTrue());
        }
        Files.delete(directory.resolve("ledger").resolve("ledger.mv.db"));
        try (JobEngine engine = open()) {
            assertThat(engine.finishedJobs(5)).containsExactly(second, first);
        }
    }

    @Test
    void aJobThatIsNotSubmittedIsForecastFromThoseLikeItWhetherOrNotTheSnapshotIsThere() throws Exception {
        Forecast forecast;
        try (JobEngine engine = open()) {
            assertThat(engine.estimate("copy", VOLUME, 2000)).as("no history").isEmpty();
            whole(engine, 1);
            whole(engine, 1);
            forecast = engine.estimate("copy", OTHER, 2000).orElseThrow();
            assertThat(forecast.p50Millis()).isCloseTo(200_000, within(100L));
            assertThat(forecast.p10Millis()).isLessThan(forecast.p50Millis());
            assertThat(forecast.p90Millis()).isGreaterThan(forecast.p50Millis());
            assertThat(forecast.historyJobs()).isEqualTo(2);
            assertThat(engine.estimate("copy", ResourceRef.of("pool", "q").child("volume", "v"), 2000))
                    .as("another pool")
                    .isEmpty();
            assertThatThrownBy(() -> engine.estimate("copy", VOLUME, 0))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("0");
        }
        try (JobEngine engine = open()) {
            assertThat(engine.estimate("copy", OTHER, 2000)).contains(forecast);
        }
        Files.delete(directory.resolve("ledger").resolve("snapshot"));
        try (JobEngine engine = open()) {
            assertThat(engine.estimate("copy", OTHER, 2000)).contains(forecast);
        }
    }

    @Test
    void aQueuedJobIsExpectedToStartWhenThoseBeforeItHaveEnded() throws Exception {
        try (JobEngine engine = open()) {
            whole(engine, 1);
            JobInfo holder = atRest(engine, copy(VOLUME, "all", 40, 1));
            Job next = engine.submit(copy(VOLUME, "all", 0, 1));
            Job last = engine.submit(copy(VOLUME, "all", 0, 1));
            Instant now = clock.instant();
            assertThat(engine.expectedStart(holder.id())).isEmpty();
            assertThat(engine.expectedStart(next.id()).orElseThrow())
                    .isBetween(now.plusSeconds(58), now.plusSeconds(62));
            assertThat(engine.expectedStart(last.id()).orElseThrow())
                    .isBetween(now.plusSeconds(155), now.plusSeconds(165));
            JobInfo waiting = engine.jobInfo(next.id()).orElseThrow();
            assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
            assertThat(waiting.estimate()).isEqualTo(TimeRemaining.NOTHING_YET);
            work.release.countDown();
            last.await();
        }
    }

    @Test
    void behindAJobThatIsNotBoundedNobodyKnowsWhenItStarts() throws Exception {
        try (JobEngine engine = open()) {
            atRest(engine, copy(VOLUME, "never", 40, 1));
            Job next = engine.submit(copy(VOLUME, "all", 0, 1));
            assertThat(engine.expectedStart(next.id())).isEmpty();
            work.release.countDown();
            next.await();
        }
    }

    @Test
    void whoOnlyInspectsSeesTheEstimateOfTheLastSample() throws IOException, InterruptedException {
        try (JobEngine engine = open()) {
            JobInfo running = atRest(engine, copy(VOLUME, "all", 40, 1));
            try (JobEngine inspecting = engine(directory.resolve("ledger"), work)
                    .mode(OpenMode.INSPECT)
                    .open()) {
                TimeRemaining seen =
                        inspecting.jobInfo(running.id()).orElseThrow().estimate();
                assertThat(seen.p50Millis()).isEqualTo(running.estimate().p50Millis());
                assertThat(Objects.requireNonNull(seen.predictedEnd()))
                        .isBetween(
                                clock.instant().plusSeconds(59), clock.instant().plusSeconds(61));
            }
            work.release.countDown();
        }
    }
}

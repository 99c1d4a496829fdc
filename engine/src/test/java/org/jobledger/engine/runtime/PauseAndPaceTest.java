package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;

/** A job rests while it is paused and keeps to its speed, through the public API. */
class PauseAndPaceTest extends LifeWorld {
    @Test
    void aPausedJobRestsAtItsNextLookAndGoesOnWhenResumed() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        job.pause("admin");
        assertThat(status(job)).isEqualTo(JobStatus.PAUSED);
        assertRefused(() -> job.pause("admin"), job, "paused", "pause");
        go.set(true);
        await(() -> worker.get().getState() == Thread.State.TIMED_WAITING);
        long resting = engine.jobInfo(job.id()).orElseThrow().timeElapsedMillis();
        // It is there to be resumed, though it could go, and this is no work.
        job.resume("admin");
        assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(resting)
                .isLessThanOrEqualTo(engine.jobStats(job.id()).orElseThrow().timeElapsedMillis());
        assertThat(events(job)).containsSubsequence("JobStarted", "JobPaused", "JobContinued", "JobCompleted");
    }

    @Test
    void aPausedJobCanBeAborted() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        job.pause("admin");
        job.abort("admin", "no more");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(undone).hasValue(1);
    }

    @Test
    void pausesAndResumesFromManyThreadsLeaveTheHandlerAsTheLogSays() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        ExecutorService many = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 60; i++) {
            boolean pause = i % 2 == 0;
            many.execute(() -> {
                try {
                    if (pause) {
                        job.pause("a");
                    } else {
                        job.resume("b");
                    }
                } catch (JobRefusedException other) {
                    // The other one was first.
                }
            });
        }
        finish(many);
        if (status(job) == JobStatus.PAUSED) {
            job.resume("c");
        }
        go.set(true);
        assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    @Test
    void aSpeedLimitHoldsThePaceAndCanBeLiftedWhileTheJobWaits() throws Exception {
        Job job = engine.submit(JobRequest.of("paced").on(THING).speedLimit(1));
        entered.await();
        await(() -> engine.jobInfo(job.id()).orElseThrow().processed() == 1 << 18);
        assertThat(engine.jobInfo(job.id()).orElseThrow().speedLimit()).isEqualTo(1);
        job.limitSpeed("admin", 0);
        assertThat(job.await().processed()).isEqualTo(1 << 20);
        assertThat(events(job).stream().filter("SpeedLimited"::equals)).hasSize(2);
        assertThatThrownBy(() -> JobRequest.of("paced").speedLimit(-1)).hasMessageContaining("-1");
    }

    @Test
    void aNegativeSpeedIsRefusedWithTheValue() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        assertThatThrownBy(() -> job.limitSpeed("me", -7))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("-7");
    }

    /** Nobody is stopped for keeping to the speed that was asked of him. */
    @Test
    void aPacedJobIsNotOneWithoutProgress() throws Exception {
        JobHandler held = job -> {
            worker.set(Thread.currentThread());
            return paced(job);
        };
        try (TestEngine kit = TestEngine.open(other -> other.operation(operation("held", held)))) {
            Job job = kit.engine().submit(JobRequest.of("held").speedLimit(1).noProgressLimit(Duration.ofSeconds(1)));
            await(() -> kit.engine().jobInfo(job.id()).orElseThrow().processed() == 1 << 18);
            await(() -> worker.get().getState() == Thread.State.TIMED_WAITING);
            kit.advance(Duration.ofSeconds(10));
            assertThat(kit.engine().jobInfo(job.id()))
                    .get()
                    .extracting(JobInfo::abortRequested)
                    .isEqualTo(false);
            job.limitSpeed("admin", 0);
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void aPacedJobCanBeAborted() throws Exception {
        Job job = engine.submit(JobRequest.of("paced").on(THING).speedLimit(1));
        entered.await();
        job.abort("admin", "too slow");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
    }

    @Test
    void normalJobsAreNotPausedAndHaveNoTerms() throws Exception {
        try (JobScope scope =
                engine.begin(JobRequest.normal(JobClass.MODIFY, "m").on(THING))) {
            assertThatThrownBy(() -> engine.job(scope.id()).pause("me")).hasMessageContaining("MODIFY");
        }
        assertThatThrownBy(() -> engine.begin(
                        JobRequest.normal(JobClass.MODIFY, "m").on(THING).key("k")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPausedJobIsLeftAndIsPausedAtTheNextOpening() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        job.pause("admin");
        engine.close(Shutdown.LEAVE, LATE);
        go.set(true);
        open();
        Job again = engine.job(job.id());
        await(() -> status(again) == JobStatus.PAUSED);
        again.resume("admin");
        assertThat(again.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }
}

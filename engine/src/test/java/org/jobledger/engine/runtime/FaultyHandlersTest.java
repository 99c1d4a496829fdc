package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.junit.jupiter.api.Test;

/** Handlers that fail, take too long, or hear nothing, through the public API. */
class FaultyHandlersTest extends LifeWorld {
    @Test
    void anIdempotentOperationIsCalledAgainFromItsCheckpoint() throws Exception {
        Job job = engine.submit(JobRequest.of("flaky").on(THING));
        JobStats stats = job.await();
        assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(stats.result()).isEqualTo(Document.of("at", 2));
        assertThat(stats.attempts()).isEqualTo(3);
        assertThat(stats.processed()).isEqualTo(3);
        assertThat(undone).hasValue(0);
        assertThat(events(job).stream().filter("JobRetryScheduled"::equals)).hasSize(2);
    }

    @Test
    void anAbortBetweenTwoCallsUndoesAtOnce() throws Exception {
        Job job = engine.submit(JobRequest.of("patient").on(THING));
        await(() -> status(job) == JobStatus.RETRYING);
        assertThat(engine.holder(THING)).as("it keeps its claims").isPresent();
        job.abort("admin", "enough");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(undone).hasValue(1);
    }

    @Test
    void aJobPastItsDeadlineIsAbortedByTheEngine() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING).deadline(Duration.ofMillis(50)));
        JobStats stats = job.await();
        assertThat(stats.type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(stats.message()).isEqualTo("step: canceled, its deadline of 50 ms has passed");
    }

    @Test
    void aJobWithoutProgressIsAbortedButNotWhileItIsPaused() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING).noProgressLimit(Duration.ofMillis(50)));
        JobStats stats = job.await();
        assertThat(stats.message()).contains("no progress for 50 ms");
        assertThatThrownBy(() -> JobRequest.of("step").noProgressLimit(Duration.ZERO))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aHandlerThatDoesNotLookIsInterrupted() throws Exception {
        Job job = engine.submit(JobRequest.of("sleepy").on(THING).abortPatience(new AbortPatience(SOON, LATE)));
        entered.await();
        job.abort("admin", "wake up");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(undone).hasValue(1);
    }

    @Test
    void aHandlerThatHearsNothingIsAbandonedKeepsItsClaimsAndIsFencedUntilItIsGone() throws Exception {
        Job job = engine.submit(JobRequest.of("deaf").on(THING).abortPatience(new AbortPatience(SOON, SOON)));
        entered.await();
        job.abort("admin", "stop");
        await(() -> status(job) == JobStatus.ABANDONED);
        assertThat(engine.holder(THING)).get().extracting(JobInfo::id).isEqualTo(job.id());
        // Its thread does not count any more: two others run at the same time.
        engine.submit(JobRequest.of("step"));
        engine.submit(JobRequest.of("step"));
        await(() -> calls.get() == 2);
        go.set(true);
        JobStats stats = job.await();
        assertThat(stats.type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(late.get()).isInstanceOf(StaleWorkerException.class);
        assertThat(engine.resource(THING)).isEmpty();
        assertThat(undone).hasValue(1);
        assertThat(engine.query("SELECT payload FROM audit_v1.events WHERE event = 'StaleWriteRefused'", 9)
                        .rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get(0).toString()).contains("\"jobId\":" + job.id()));
        assertThat(events(job)).containsSubsequence("AbortRequested", "JobAbandoned", "JobStarted", "JobCancelled");
    }

    @Test
    void numbersThatMakeNoSenseAreRefusedToTheHandlerWithTheirValues() throws Exception {
        List<String> told = new ArrayList<>();
        engine.close();
        try (JobEngine other = JobEngine.at(directory.resolve("other"))
                .operation(operation("bad", job -> {
                    told.add(messageOf(() -> job.progress().total(-5, "bytes")));
                    job.progress().total(10, "bytes");
                    told.add(messageOf(() -> job.progress().total(9, "bytes")));
                    told.add(messageOf(() -> job.progress().advance(-1)));
                    told.add(messageOf(() -> job.progress().advance(11)));
                    told.add(messageOf(() -> job.pace(-3)));
                    told.add(messageOf(() -> job.phase(2, 1, "no")));
                    return Document.empty();
                }))
                .open()) {
            assertThat(other.submit(JobRequest.of("bad")).await().total()).isEqualTo(10);
        }
        assertThat(told)
                .satisfiesExactly(
                        text -> assertThat(text).contains("-5"),
                        text -> assertThat(text).contains("10").contains("9"),
                        text -> assertThat(text).contains("-1"),
                        text -> assertThat(text).contains("11"),
                        text -> assertThat(text).contains("-3"),
                        text -> assertThat(text).contains("phase 2 of 1"));
    }

    private static String messageOf(Runnable wrong) {
        try {
            wrong.run();
            return "";
        } catch (InvalidRequestException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people can do with a job while it lives, through the public API. */
@Timeout(120)
class LifeCycleTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final AtomicBoolean go = new AtomicBoolean();
    private final AtomicInteger undone = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private JobEngine engine;

    @BeforeEach
    void open() {
        engine = JobEngine.at(directory.resolve("ledger"))
                .workers(2)
                .operation(operation("step", new Stepping()))
                .operation(operation("quick", job -> Document.of("done", true)))
                .operation(operation("fail", job -> {
                    throw new IOException("disk on fire");
                }))
                .operation(operation("flaky", this::failTwice)
                        .retrying(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2))))
                .operation(operation("patient", this::failTwice).retrying(new RetryPolicy(9, LATE, LATE)))
                .operation(operation("paced", this::paced))
                .operation(operation("deaf", this::deaf))
                .operation(operation("sleepy", this::sleepy))
                .open();
    }

    @AfterEach
    void close() {
        go.set(true);
        engine.close();
    }

    private Operation operation(String name, JobHandler handler) {
        return Operation.of(name, RecoveryPolicy.RESUME, new JobHandler() {
            @Override
            public Document run(JobContext job) throws Exception {
                return handler.run(job);
            }

            @Override
            public void undo(JobContext job) {
                undone.incrementAndGet();
            }
        });
    }

    /** Takes steps until it may go. */
    private final class Stepping implements JobHandler {
        @Override
        public Document run(JobContext job) {
            calls.incrementAndGet();
            entered.countDown();
            while (!go.get()) {
                job.checkAbort();
                Thread.onSpinWait();
            }
            job.checkAbort();
            return Document.of("stepped", true);
        }
    }

    private Document failTwice(JobContext job) throws IOException {
        long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
        job.progress().total(3, "steps");
        job.phase(1, 1, "all");
        if (at < 2) {
            job.progress().advance(1);
            job.checkpoint(Document.of("at", at + 1), Forcing.NOTHING);
            throw new IOException("not yet");
        }
        job.progress().advance(1);
        return Document.of("at", at);
    }

    private Document paced(JobContext job) {
        entered.countDown();
        job.progress().total(1 << 20, "bytes");
        for (int block = 0; block < 4; block++) {
            job.pace(1 << 18);
            job.progress().advance(1 << 18);
        }
        return Document.empty();
    }

    private final AtomicReference<Throwable> late = new AtomicReference<>();

    /** Hears neither requests nor interrupts. */
    private Document deaf(JobContext job) throws IOException {
        entered.countDown();
        while (!go.get()) {
            Thread.onSpinWait();
        }
        try {
            job.record(THING, 0, Document.of("late", true));
        } catch (JobLedgerException e) {
            late.set(e);
        }
        job.checkpoint(Document.of("late", true), Forcing.NOTHING);
        return Document.empty();
    }

    private Document sleepy(JobContext job) throws InterruptedException {
        entered.countDown();
        Thread.sleep(LATE.toMillis());
        return Document.empty();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void finish(ExecutorService many) throws InterruptedException {
        many.shutdown();
        assertThat(many.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private JobStatus status(Job job) {
        return engine.jobInfo(job.id()).map(JobInfo::status).orElse(null);
    }

    private List<String> events(Job job) {
        return engine.events(job.id()).stream()
                .map(event -> event.event().type().wireName())
                .toList();
    }

    private static void assertRefused(Runnable verb, Job job, String state, String name) {
        assertThatThrownBy(verb::run)
                .isInstanceOf(JobRefusedException.class)
                .hasMessage(
                        "Job '" + job.id() + "' in state '" + state + "' cannot accept command verb '" + name + "'");
    }

    @Test
    void aPausedJobRestsAtItsNextLookAndGoesOnWhenResumed() throws Exception {
        Job job = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        job.pause("admin");
        assertThat(status(job)).isEqualTo(JobStatus.PAUSED);
        assertRefused(() -> job.pause("admin"), job, "paused", "pause");
        go.set(true);
        assertThat(job.await(SOON)).as("it rests though it could go").isEmpty();
        long resting = engine.jobInfo(job.id()).orElseThrow().timeElapsedMillis();
        assertThat(job.await(SOON)).isEmpty();
        assertThat(engine.jobInfo(job.id()).orElseThrow().timeElapsedMillis()).isEqualTo(resting);
        job.resume("admin");
        assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
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
    void verbsOnAJobThatHasEndedAreRefusedWithItsState() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING));
        job.await();
        assertRefused(() -> job.abort("me", "x"), job, "completed", "abort");
        assertRefused(() -> job.pause("me"), job, "completed", "pause");
        assertRefused(() -> job.resume("me"), job, "completed", "resume");
        assertRefused(() -> job.limitSpeed("me", 1), job, "completed", "set-speed");
        assertRefused(() -> job.finalizeJob("me"), job, "completed", "finalize");
        assertRefused(() -> job.dismiss("me"), job, "completed", "dismiss");
    }

    @Test
    void aSpeedLimitHoldsThePaceAndCanBeLiftedWhileTheJobWaits() throws Exception {
        Job job = engine.submit(JobRequest.of("paced").on(THING).speedLimit(1));
        entered.await();
        assertThat(job.await(SOON)).isEmpty();
        assertThat(engine.jobInfo(job.id()).orElseThrow().processed()).isLessThanOrEqualTo(1 << 18);
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

    @Test
    void aPacedJobCanBeAborted() throws Exception {
        Job job = engine.submit(JobRequest.of("paced").on(THING).speedLimit(1));
        entered.await();
        job.abort("admin", "too slow");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
    }

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
    void aJobFinalizedByHandWaitsAndThenStands() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING).finalizedByHand());
        await(() -> status(job) == JobStatus.PENDING);
        assertThat(engine.holder(THING)).isPresent();
        job.finalizeJob("admin");
        assertThat(job.await().result()).isEqualTo(Document.of("done", true));
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(events(job)).endsWith("JobPending", "JobFinalized", "JobCompleted");
    }

    @Test
    void aPendingJobThatIsAbortedIsUndone() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING).finalizedByHand());
        await(() -> status(job) == JobStatus.PENDING);
        job.abort("admin", "not good");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(undone).hasValue(1);
    }

    @Test
    void aJobDismissedByHandFreesItsClaimsButStaysInTheList() throws Exception {
        Job job = engine.submit(JobRequest.of("fail").on(THING).dismissedByHand());
        JobStats stats = job.await();
        assertThat(stats.type()).isEqualTo(JobInfoType.FAILED);
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(engine.jobs()).singleElement().satisfies(info -> {
            assertThat(info.status()).isEqualTo(JobStatus.CONCLUDED);
            assertThat(info.type()).isEqualTo(JobInfoType.FAILED);
        });
        assertRefused(() -> job.abort("me", "x"), job, "concluded", "abort");
        assertThat(engine.jobStats(job.id())).contains(stats);
        reopen();
        Job again = engine.job(job.id());
        assertThat(again.await()).isEqualTo(stats);
        again.dismiss("admin");
        assertThat(engine.jobs()).isEmpty();
        assertThat(engine.jobStats(job.id())).contains(stats);
        assertThat(engine.verify().sound()).isTrue();
    }

    private void reopen() {
        engine.close();
        open();
    }

    @Test
    void theSameKeyGivesTheSameJobWhileItRunsWhenItHasEndedAndAfterARestart() throws Exception {
        Job first = engine.submit(JobRequest.of("step").on(THING).key("order 7"));
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7").nowait())
                        .id())
                .isEqualTo(first.id());
        go.set(true);
        JobStats stats = first.await();
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7")).await())
                .isEqualTo(stats);
        reopen();
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7")).await())
                .isEqualTo(stats);
        assertThat(calls).hasValue(1);
        assertThatThrownBy(() -> engine.submit(JobRequest.of("quick").on(THING).key("order 7")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("order 7")
                .hasMessageContaining("job " + first.id());
    }

    @Test
    void manyThreadsWithOneKeyGetOneJob() throws Exception {
        List<Long> ids = Collections.synchronizedList(new ArrayList<>());
        ExecutorService many = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 40; i++) {
            many.execute(() -> ids.add(
                    engine.submit(JobRequest.of("step").on(THING).key("k")).id()));
        }
        finish(many);
        assertThat(ids).hasSize(40).containsOnly(ids.get(0));
        go.set(true);
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("k"))
                        .await()
                        .type())
                .isEqualTo(JobInfoType.COMPLETED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aRefusalFreesItsKey() throws Exception {
        Job holder = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        JobRequest keyed = JobRequest.of("quick").on(THING).key("again").nowait();
        assertThatThrownBy(() -> engine.submit(keyed)).hasMessageContaining("held by");
        go.set(true);
        holder.await();
        assertThat(engine.submit(keyed).await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    @Test
    void groupsFinishTogether() throws Exception {
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("step").on(ResourceRef.of("thing", "u"))));
        await(() -> status(jobs.get(0)) == JobStatus.WAITING);
        assertRefused(() -> jobs.get(0).finalizeJob("me"), jobs.get(0), "waiting", "finalize");
        go.set(true);
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(undone).hasValue(0);
    }

    @Test
    void aGroupOfWhichOneFailsIsUndoneWhole() throws Exception {
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("fail").on(ResourceRef.of("thing", "u"))));
        assertThat(jobs.get(1).await().type()).isEqualTo(JobInfoType.FAILED);
        JobStats other = jobs.get(0).await();
        assertThat(other.type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(other.message()).contains("job " + jobs.get(1).id());
        assertThat(engine.holder(THING)).isEmpty();
    }

    @Test
    void aGroupThatWaitsForItsClaimsIsAbortedWhole() throws Exception {
        engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("quick").on(ResourceRef.of("thing", "u"))));
        jobs.get(1).abort("admin", "no");
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        }
    }

    @Test
    void aGroupIsFinalizedByOneWord() throws Exception {
        List<Job> jobs = engine.submitTogether(List.of(
                JobRequest.of("quick").on(THING).finalizedByHand(),
                JobRequest.of("quick").on(ResourceRef.of("thing", "u")).finalizedByHand()));
        for (Job job : jobs) {
            await(() -> status(job) == JobStatus.PENDING);
        }
        jobs.get(0).finalizeJob("admin");
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void groupsThatCannotBeAreRefusedBeforeAnythingIsAppended() {
        long before = engine.position();
        JobRequest one = JobRequest.of("quick").on(THING);
        assertThatThrownBy(() -> engine.submitTogether(List.of())).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> engine.submitTogether(List.of(one, one))).hasMessageContaining("thing 't'");
        assertThatThrownBy(() -> engine.submitTogether(List.of(one.key("k")))).hasMessageContaining("'k'");
        assertThat(engine.position()).isEqualTo(before);
    }

    @Test
    void greaterPrioritiesRunFirst() throws Exception {
        List<Job> jobs = new ArrayList<>();
        jobs.add(engine.submit(JobRequest.of("step")));
        jobs.add(engine.submit(JobRequest.of("step")));
        await(() -> calls.get() == 2);
        for (int priority : List.of(0, 5, 1, 5)) {
            jobs.add(engine.submit(JobRequest.of("quick").priority(priority)));
        }
        go.set(true);
        for (Job job : jobs) {
            job.await();
        }
        List<Long> order = jobs.subList(2, 6).stream()
                .sorted(Comparator.comparing(this::startPosition))
                .map(Job::id)
                .toList();
        long first = jobs.get(2).id();
        assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(first + 1, first + 3);
        assertThat(order.get(3)).isIn(first, first + 2);
    }

    private long startPosition(Job job) {
        return engine.events(job.id()).stream()
                .filter(event -> event.event().type().wireName().equals("JobStarted"))
                .findFirst()
                .orElseThrow()
                .position();
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
    void aNormalJobOutlivesItsCallAndIsEndedByTheThreadThatTookIt() throws Exception {
        JobScope scope =
                engine.begin(JobRequest.normal(JobClass.MODIFY, "backup").on(THING));
        assertThat(inThread(scope::complete))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("LifeCycleTest.aNormalJobOutlives");
        scope.release();
        assertThat(inThread(() -> {
                    scope.take();
                    scope.complete();
                }))
                .isNull();
        scope.close();
        assertThat(engine.jobStats(scope.id())).get().extracting(JobStats::type).isEqualTo(JobInfoType.COMPLETED);
        assertThatThrownBy(scope::take).hasMessageContaining("has ended");
    }

    private static Throwable inThread(Runnable task) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        thread.start();
        thread.join();
        return thrown.get();
    }

    @Test
    void aNormalJobThatNobodyEndsIsReportedWithWhereItBegan() throws Exception {
        long dropped = beginAndDrop();
        await(() -> {
            System.gc();
            return engine.jobStats(dropped).isPresent();
        });
        assertThat(engine.jobStats(dropped)).get().satisfies(stats -> {
            assertThat(stats.code()).isEqualTo("never-ended");
            assertThat(stats.message()).contains("LifeCycleTest.beginAndDrop").contains("dropped");
        });
        JobScope kept = engine.begin(JobRequest.normal(JobClass.MODIFY, "kept").on(THING));
        reopen();
        assertThat(engine.jobStats(kept.id()))
                .get()
                .satisfies(stats -> assertThat(stats.message())
                        .contains("LifeCycleTest.aNormalJobThatNobodyEnds")
                        .contains("the engine closed"));
    }

    private long beginAndDrop() throws InterruptedException {
        return engine.begin(JobRequest.normal(JobClass.MODIFY, "dropped").on(THING))
                .id();
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
    void aDrainWaitsForQueuedJobsAndAnAbortStopsThem() throws Exception {
        Job running = engine.submit(JobRequest.of("step").on(THING));
        Job queued = engine.submit(JobRequest.of("quick").on(THING));
        entered.await();
        engine.close(Shutdown.ABORT, LATE);
        assertThat(running.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(queued.await().type()).isEqualTo(JobInfoType.CANCELLED);
        go.set(true);
        open();
        Job first = engine.submit(JobRequest.of("step").on(THING));
        Job second = engine.submit(JobRequest.of("quick").on(THING));
        engine.close(Shutdown.DRAIN, LATE);
        assertThat(first.await().type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(second.await().type()).isEqualTo(JobInfoType.COMPLETED);
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
        assertThat(again.await(SOON)).isEmpty();
        again.resume("admin");
        assertThat(again.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    @Test
    void whateverWasAcknowledgedWhileTheEngineClosesIsInTheLog() throws Exception {
        for (Shutdown how : Shutdown.values()) {
            List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
            ExecutorService many = Executors.newFixedThreadPool(3);
            CountDownLatch some = new CountDownLatch(20);
            for (int i = 0; i < 3; i++) {
                many.execute(() -> {
                    try {
                        while (true) {
                            acknowledged.add(
                                    engine.submit(JobRequest.of("quick")).id());
                            some.countDown();
                        }
                    } catch (JobLedgerException closed) {
                        // As it should.
                    }
                });
            }
            some.await();
            engine.close(how, LATE);
            finish(many);
            try (JobEngine inspected = JobEngine.at(directory.resolve("ledger"))
                    .mode(OpenMode.INSPECT)
                    .open()) {
                assertThat(acknowledged)
                        .allSatisfy(id -> assertThat(inspected.events(id)).isNotEmpty());
            }
            open();
        }
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

    @Test
    void handlersRunOnThreadsOfTheEmbedder() throws Exception {
        engine.close();
        AtomicReference<String> name = new AtomicReference<>();
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "embedder"));
        try (JobEngine other = JobEngine.at(directory.resolve("other"))
                .executor(own)
                .operation(operation("name", job -> {
                    name.set(Thread.currentThread().getName());
                    return Document.empty();
                }))
                .open()) {
            other.submit(JobRequest.of("name")).await();
        }
        assertThat(name).hasValue("embedder");
        assertThat(own.isShutdown()).isFalse();
        own.shutdown();
    }
}

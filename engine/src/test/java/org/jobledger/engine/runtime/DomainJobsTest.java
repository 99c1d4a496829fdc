package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.ResourceGoneException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A made-up resource, a domain as libvirt has it, under libvirt's rules for its jobs, through the API that volumes use too. */
@Timeout(120)
class DomainJobsTest {
    private static final ResourceRef DOMAIN = ResourceRef.of("domain", "web1");
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    /** What the migration's thread shall do next; it ends when it is told to. */
    private final LinkedBlockingQueue<Act> acts = new LinkedBlockingQueue<>();

    private interface Act {
        boolean goOn(JobContext job) throws Exception;
    }

    private final class Migration implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            while (true) {
                Act act = acts.poll(5, TimeUnit.MILLISECONDS);
                if (act != null && !act.goOn(job)) {
                    return Document.empty();
                }
                job.checkAbort();
            }
        }
    }

    private EngineConfig.Builder engine() {
        return JobEngine.at(directory.resolve("ledger"))
                .durability(Durability.PROCESS_CRASH)
                .operation(Operation.of("migrate", RecoveryPolicy.FAIL, new Migration()))
                .operation(Operation.of("hold", RecoveryPolicy.RESUME, new Migration()));
    }

    private static JobRequest normal(JobClass jobClass) {
        return JobRequest.normal(jobClass, "normal-" + jobClass).on(DOMAIN).by("admin", "dom" + jobClass);
    }

    private Job migrate(JobEngine engine, JobClass... allowed) throws InterruptedException {
        JobRequest request = JobRequest.of("migrate").on(DOMAIN).by("admin", "domMigrate");
        Job job = engine.submit(allowed.length == 0 ? request : request.allowing(allowed));
        inside(context -> Optional.empty());
        return job;
    }

    private interface Question<T> {
        T ask(JobContext job) throws Exception;
    }

    /** Asks something on the migration's own thread, and gives its answer or its error. */
    private <T> T inside(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        acts.add(job -> {
            try {
                answer.complete(question.ask(job));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
            return true;
        });
        return answer.join();
    }

    private void end(Job job) throws InterruptedException {
        acts.add(context -> false);
        assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    /** On a thread of its own: the common pool may have only one, and more than one caller waits. */
    private static CompletableFuture<Long> later(JobEngine engine, JobRequest request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (JobScope scope = engine.begin(request)) {
                        scope.complete();
                        return scope.id();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "caller").start());
    }

    /** The events of a job, however long a slow machine needs to open its tables. */
    private static List<RecordedEvent> events(JobEngine engine, long id) {
        while (true) {
            try {
                return engine.events(id);
            } catch (ProjectionBehindException e) {
                assertThat(e).hasMessageContaining("the tables stand at position");
            }
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void requireBusy(JobEngine engine, JobRequest request) {
        assertThatThrownBy(() -> engine.begin(request.nowait()).close())
                .isInstanceOf(ResourceBusyException.class)
                .extracting("code")
                .isEqualTo(ResourceBusyException.BUSY);
    }

    private static void pass(JobEngine engine, JobRequest request) throws InterruptedException {
        try (JobScope scope = engine.begin(request.nowait())) {
            scope.complete();
        }
    }

    @Test
    void oneNormalJobAtATimeEvenOfThoseThatOnlyLook() throws Exception {
        try (JobEngine engine = engine().open();
                JobScope first = engine.begin(normal(JobClass.QUERY))) {
            for (JobClass other : List.of(JobClass.QUERY, JobClass.MODIFY, JobClass.DESTROY, JobClass.ABORT)) {
                requireBusy(engine, normal(other));
            }
            first.complete();
            pass(engine, normal(JobClass.MODIFY));
        }
    }

    @Test
    void byDefaultAnAsyncJobLetsInThoseThatLookOrAbort() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine);
            pass(engine, normal(JobClass.QUERY));
            pass(engine, normal(JobClass.ABORT));
            requireBusy(engine, normal(JobClass.MODIFY));
            requireBusy(engine, normal(JobClass.DESTROY));
            try (JobScope query = engine.begin(normal(JobClass.QUERY))) {
                requireBusy(engine, normal(JobClass.QUERY));
                query.complete();
            }
            end(migration);
            pass(engine, normal(JobClass.MODIFY));
        }
    }

    @Test
    void theMaskChangesDuringTheJobAndIsInTheLog() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine, JobClass.MODIFY);
            requireBusy(engine, normal(JobClass.QUERY));
            pass(engine, normal(JobClass.MODIFY));
            CompletableFuture<Long> query = later(engine, normal(JobClass.QUERY).waiting(LONG));
            until(() -> !engine.whoWaits(DOMAIN).isEmpty());
            inside(job -> {
                job.allow(Set.of(JobClass.QUERY));
                return true;
            });
            query.join();
            requireBusy(engine, normal(JobClass.MODIFY));
            assertThatThrownBy(() -> inside(job -> {
                        job.allow(Set.of(JobClass.ASYNC));
                        return true;
                    }))
                    .hasCauseInstanceOf(InvalidRequestException.class);
            end(migration);
            assertThat(events(engine, migration.id()))
                    .extracting(RecordedEvent::event)
                    .contains(
                            new AllowedJobsChanged(List.of(JobClass.MODIFY, JobClass.DESTROY)),
                            new AllowedJobsChanged(List.of(JobClass.QUERY, JobClass.DESTROY)));
        }
    }

    @Test
    void theMaskOfAFinishedJobCannotBeChanged() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine);
            JobContext kept = inside(job -> job);
            end(migration);
            assertThatThrownBy(() -> kept.allow(Set.of(JobClass.QUERY)))
                    .isInstanceOfAny(JobRefusedException.class, StaleWorkerException.class)
                    .hasMessageContaining("allow");
            assertThatThrownBy(() -> kept.begin(normal(JobClass.MODIFY))).isInstanceOf(NotNestedException.class);
        }
    }

    @Test
    void theOwnerTakesNormalJobsInsideItsAsyncJob() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine);
            CompletableFuture<Long> waiter =
                    later(engine, normal(JobClass.MODIFY).waiting(LONG));
            until(() -> !engine.whoWaits(DOMAIN).isEmpty());
            long inner = inside(job -> {
                try (JobScope nested = job.begin(normal(JobClass.MODIFY))) {
                    assertThat(engine.whoHolds(DOMAIN)).hasSize(2);
                    nested.complete();
                    return nested.id();
                }
            });
            assertThat(events(engine, inner)).extracting(RecordedEvent::event).contains(new JobNested(migration.id()));
            assertThat(waiter).isNotDone();
            end(migration);
            waiter.join();
        }
    }

    @Test
    void aNestedJobOfTheWrongJobOrThreadOrClaimIsRefusedWithASentence() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine);
            assertThatThrownBy(() -> engine.begin(normal(JobClass.MODIFY).nestedIn(migration.id())))
                    .isInstanceOf(NotNestedException.class)
                    .hasMessageContaining("belongs to thread 'jobledger-worker-")
                    .hasMessageContaining(
                            "this is thread '" + Thread.currentThread().getName());
            assertThatThrownBy(() -> engine.begin(normal(JobClass.MODIFY).nestedIn(4711)))
                    .isInstanceOf(NotNestedException.class)
                    .hasMessageContaining("nested in job 4711: no such job is active");
            assertThatThrownBy(() -> inside(job -> job.begin(
                            JobRequest.normal(JobClass.MODIFY, "other").on(ResourceRef.of("domain", "web2")))))
                    .hasCauseInstanceOf(NotNestedException.class)
                    .hasMessageContaining("does not cover EXCLUSIVE domain 'web2'");
            assertThatThrownBy(() -> JobRequest.of("migrate").nestedIn(1)).isInstanceOf(InvalidRequestException.class);
            end(migration);
        }
    }

    @Test
    void aSecondAsyncJobWaitsAndNothingInTheMaskLetsItIn() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job first = migrate(engine, JobClass.QUERY, JobClass.MODIFY, JobClass.ABORT);
            Job second = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(LONG));
            ClaimWait why = engine.whyWaiting(second.id()).orElseThrow();
            assertThat(why.position()).isEqualTo(1);
            assertThat(why.waitsFor()).extracting(ClaimOwner::jobId).containsExactly(first.id());
            assertThat(why.toString()).contains("job " + first.id() + " (migrate, domMigrate by admin, since ");
            assertThatThrownBy(() ->
                            engine.submit(JobRequest.of("migrate").on(DOMAIN).nowait()))
                    .isInstanceOf(ResourceBusyException.class);
            end(first);
            end(second);
            assertThat(engine.whyWaiting(second.id())).isEmpty();
        }
    }

    @Test
    void tooManyJobsAreRefusedRunningOnesCountedButNeverAsyncOrDestroy() throws Exception {
        try (JobEngine engine = engine().maxQueued(2).open()) {
            Job migration = migrate(engine);
            CompletableFuture<Long> modify =
                    later(engine, normal(JobClass.MODIFY).waiting(LONG));
            until(() -> engine.whoWaits(DOMAIN).size() == 1);
            assertThatThrownBy(() -> engine.begin(normal(JobClass.QUERY)))
                    .isInstanceOf(ResourceBusyException.class)
                    .hasMessageContaining("due to max_queued limit 2 of domain 'web1'")
                    .hasMessageContaining("domMigrate")
                    .extracting("code")
                    .isEqualTo(ResourceBusyException.QUEUE_FULL);
            Job second = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(LONG));
            CompletableFuture<Long> destroy =
                    later(engine, normal(JobClass.DESTROY).waiting(LONG));
            until(() -> engine.whoWaits(DOMAIN).size() == 3);
            assertThat(engine.whoWaits(DOMAIN))
                    .extracting(ClaimOwner::jobClass)
                    .containsExactly(JobClass.MODIFY, JobClass.ASYNC, JobClass.DESTROY);
            end(migration);
            modify.join();
            end(second);
            destroy.join();
        }
    }

    @Test
    void waitingEndsWithAnErrorThatNamesTheHolderAsData() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job migration = migrate(engine);
            inside(job -> {
                job.phase(2, 3, "copy memory");
                return true;
            });
            assertThatThrownBy(() -> engine.begin(normal(JobClass.MODIFY).waiting(Duration.ofMillis(1))))
                    .isInstanceOfSatisfying(ResourceBusyException.class, e -> {
                        assertThat(e.code()).isEqualTo(ResourceBusyException.TIMEOUT);
                        ClaimOwner holder = e.why().orElseThrow().waitsFor().get(0);
                        assertThat(holder.jobId()).isEqualTo(migration.id());
                        assertThat(holder.operation()).isEqualTo("migrate");
                        assertThat(holder.phase().name()).isEqualTo("copy memory");
                        assertThat(e)
                                .hasMessageContaining("in phase 2/3 copy memory")
                                .hasMessageContaining("waited 1 ms");
                    });
            Job second = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(Duration.ofMillis(1)));
            JobStats refused = second.await();
            assertThat(refused.status()).isEqualTo(JobStatus.REJECTED);
            assertThat(refused.code()).isEqualTo("timeout");
            end(migration);
        }
    }

    @Test
    void aDestroyWithTheFlagAbortsAllInItsWayAndThenComesIn() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job running = migrate(engine);
            Job waiting = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(LONG));
            CompletableFuture<Long> destroy =
                    later(engine, normal(JobClass.DESTROY).abortingHolders().waiting(LONG));
            assertThat(waiting.await().type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(running.await().type()).isEqualTo(JobInfoType.CANCELLED);
            destroy.join();
            assertThat(events(engine, running.id()))
                    .extracting(RecordedEvent::event)
                    .anySatisfy(event -> assertThat(event.toString()).contains("domDESTROY ends what it works on"));
            assertThatThrownBy(() -> normal(JobClass.MODIFY).abortingHolders())
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void whoeverWaitedForAResourceThatIsGoneIsRefused() throws Exception {
        Set<ResourceRef> dead = ConcurrentHashMap.newKeySet();
        try (JobEngine engine =
                engine().stillExists(resource -> !dead.contains(resource)).open()) {
            engine.record(DOMAIN, 0, Document.of("memory", 1));
            Job migration = migrate(engine);
            CompletableFuture<Long> modify =
                    later(engine, normal(JobClass.MODIFY).waiting(LONG));
            Job second = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(LONG));
            until(() -> engine.whoWaits(DOMAIN).size() == 2);
            engine.record(DOMAIN, 1, null);
            end(migration);
            assertThatThrownBy(modify::join)
                    .hasCauseInstanceOf(ResourceGoneException.class)
                    .hasMessageContaining("domain 'web1' was removed while the job waited for it");
            assertThat(second.await().code()).isEqualTo(ResourceGoneException.CODE);
            assertThat(engine.whoHolds(DOMAIN)).isEmpty();

            Job third = migrate(engine);
            Job fourth = engine.submit(JobRequest.of("migrate").on(DOMAIN).waiting(LONG));
            dead.add(DOMAIN);
            end(third);
            assertThat(fourth.await().message()).contains("domain 'web1' does not exist any more");
        }
    }

    @Test
    void afterACrashTheMaskIsThatOfBefore() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job job = engine.submit(JobRequest.of("hold").on(DOMAIN).allowing(JobClass.MODIFY));
            inside(context -> true);
            assertThat(engine.jobInfo(job.id())).isPresent();
        }
        try (JobEngine engine = engine().open()) {
            requireBusy(engine, normal(JobClass.QUERY));
            pass(engine, normal(JobClass.MODIFY));
            long id = engine.jobs().get(0).id();
            end(engine.job(id));
            assertThat(events(engine, id))
                    .extracting(recorded -> recorded.event().type())
                    .contains(EventType.JOB_INTERRUPTED, EventType.JOB_COMPLETED);
        }
    }
}

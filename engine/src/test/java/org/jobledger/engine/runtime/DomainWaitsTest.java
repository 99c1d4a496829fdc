package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.ResourceGoneException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a domain: in which order, how many, how long, and what becomes of them. */
@Timeout(120)
class DomainWaitsTest extends DomainWorld {
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

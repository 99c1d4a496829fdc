package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A domain under libvirt's rules for its jobs, through the API that volumes use too: who is let in beside whom. */
@Timeout(120)
class DomainJobsTest extends DomainWorld {
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
}

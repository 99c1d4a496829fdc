package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.io.TempDir;

/** A made-up resource, a domain as libvirt has it, and a migration of it that does what a test tells it to. */
abstract class DomainWorld {
    static final ResourceRef DOMAIN = ResourceRef.of("domain", "web1");
    static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    /** What the migration's thread shall do next; it ends when it is told to. */
    final LinkedBlockingQueue<Act> acts = new LinkedBlockingQueue<>();

    interface Act {
        boolean goOn(JobContext job) throws Exception;
    }

    final class Migration implements JobHandler {
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

    EngineConfig.Builder engine() {
        return JobEngine.at(directory.resolve("ledger"))
                .durability(Durability.PROCESS_CRASH)
                .operation(Operation.of("migrate", RecoveryPolicy.FAIL, new Migration()))
                .operation(Operation.of("hold", RecoveryPolicy.RESUME, new Migration()));
    }

    static JobRequest normal(JobClass jobClass) {
        return JobRequest.normal(jobClass, "normal-" + jobClass).on(DOMAIN).by("admin", "dom" + jobClass);
    }

    Job migrate(JobEngine engine, JobClass... allowed) throws InterruptedException {
        JobRequest request = JobRequest.of("migrate").on(DOMAIN).by("admin", "domMigrate");
        Job job = engine.submit(allowed.length == 0 ? request : request.allowing(allowed));
        inside(context -> Optional.empty());
        return job;
    }

    interface Question<T> {
        T ask(JobContext job) throws Exception;
    }

    /** Asks something on the migration's own thread, and gives its answer or its error. */
    <T> T inside(Question<T> question) {
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

    void end(Job job) throws InterruptedException {
        acts.add(context -> false);
        assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    /** On a thread of its own: the common pool may have only one, and more than one caller waits. */
    static CompletableFuture<Long> later(JobEngine engine, JobRequest request) {
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
    static List<RecordedEvent> events(JobEngine engine, long id) {
        while (true) {
            try {
                return engine.events(id);
            } catch (ProjectionBehindException e) {
                assertThat(e).hasMessageContaining("the tables stand at position");
            }
        }
    }

    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    static void requireBusy(JobEngine engine, JobRequest request) {
        assertThatThrownBy(() -> engine.begin(request.nowait()).close())
                .isInstanceOf(ResourceBusyException.class)
                .extracting("code")
                .isEqualTo(ResourceBusyException.BUSY);
    }

    static void pass(JobEngine engine, JobRequest request) throws InterruptedException {
        try (JobScope scope = engine.begin(request.nowait())) {
            scope.complete();
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.junit.jupiter.api.Test;

/** Who owns a normal job, and on whose threads handlers run, through the public API. */
class OwnersTest extends LifeWorld {
    @Test
    void aNormalJobOutlivesItsCallAndIsEndedByTheThreadThatTookIt() throws Exception {
        JobScope scope =
                engine.begin(JobRequest.normal(JobClass.MODIFY, "backup").on(THING));
        assertThat(inThread(scope::complete))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("OwnersTest.aNormalJobOutlives");
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

    @Test
    void aNormalJobThatNobodyEndsIsReportedWithWhereItBegan() throws Exception {
        long dropped = beginAndDrop();
        await(() -> {
            System.gc();
            return engine.jobStats(dropped).isPresent();
        });
        assertThat(engine.jobStats(dropped)).get().satisfies(stats -> {
            assertThat(stats.code()).isEqualTo("never-ended");
            assertThat(stats.message()).contains("OwnersTest.beginAndDrop").contains("dropped");
        });
        JobScope kept = engine.begin(JobRequest.normal(JobClass.MODIFY, "kept").on(THING));
        reopen();
        assertThat(engine.jobStats(kept.id()))
                .get()
                .satisfies(stats -> assertThat(stats.message())
                        .contains("OwnersTest.aNormalJobThatNobodyEnds")
                        .contains("the engine closed"));
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

    private long beginAndDrop() throws InterruptedException {
        return engine.begin(JobRequest.normal(JobClass.MODIFY, "dropped").on(THING))
                .id();
    }
}

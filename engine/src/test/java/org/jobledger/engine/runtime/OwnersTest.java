package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobFailed;
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
        assertThat(ends(scope.id())).singleElement().isInstanceOf(JobCompleted.class);
        assertThatThrownBy(scope::take).hasMessageContaining("has ended");
    }

    @Test
    void endingTwiceIsEndingOnceAndTheFirstEndCounts() throws Exception {
        JobScope scope =
                engine.begin(JobRequest.normal(JobClass.MODIFY, "twice").on(THING));
        scope.complete();
        scope.complete();
        scope.close();
        assertThat(ends(scope.id())).singleElement().isInstanceOf(JobCompleted.class);
        assertThatThrownBy(scope::release).hasMessageContaining("has ended");
    }

    @Test
    void aNormalJobThatNobodyEndsIsReportedWithWhereItBegan() throws Exception {
        long dropped = beginAndDrop();
        await(() -> {
            System.gc();
            return engine.jobInfo(dropped).isEmpty();
        });
        assertNeverEnded(dropped, "OwnersTest.beginAndDrop", "dropped");
        JobScope kept = engine.begin(JobRequest.normal(JobClass.MODIFY, "kept").on(THING));
        reopen();
        assertNeverEnded(kept.id(), "OwnersTest.aNormalJobThatNobodyEnds", "the engine closed");
    }

    private void assertNeverEnded(long id, String where, String why) throws InterruptedException {
        assertThat(ends(id)).singleElement().isInstanceOfSatisfying(JobFailed.class, failed -> {
            assertThat(failed.code()).isEqualTo("never-ended");
            assertThat(failed.message()).contains(where).contains(why);
        });
    }

    /** The ends of a job, as the log has them: the tables come later, under load much later. */
    private List<Event> ends(long id) throws InterruptedException {
        List<Event> ends = Collections.synchronizedList(new ArrayList<>());
        try (Subscription log = engine.subscribe(1, recorded -> {
            if (recorded.jobId() == id && recorded.event().type().endsJob()) {
                ends.add(recorded.event());
            }
        })) {
            assertThat(log.await(engine.position(), LATE)).isTrue();
        }
        return ends;
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

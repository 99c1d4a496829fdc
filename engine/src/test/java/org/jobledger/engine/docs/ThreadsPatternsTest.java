package org.jobledger.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The patterns of THREADS.md run. {@link DocumentsTest} holds the text against what stands between the marks here. */
@Timeout(300)
class ThreadsPatternsTest {
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");

    @TempDir
    private Path directory;

    private final ResourceRef pool = POOL;
    private final ResourceRef source = POOL.child("volume", "a");
    private final ResourceRef target = POOL.child("volume", "b");
    private final ResourceRef disk = POOL.child("volume", "d");
    private final Document definition = Document.of("target", "/srv/images");
    private final long size = 40;
    private final long block = 10;
    private final List<Long> written = Collections.synchronizedList(new ArrayList<>());
    private final List<RecordedEvent> reported = Collections.synchronizedList(new ArrayList<>());

    private void write(long at) {
        written.add(at);
    }

    private void forceTarget() {}

    private void report(RecordedEvent event) {
        reported.add(event);
    }

    private JobHandler copying() {
        // doc begin
        JobHandler copy = job -> {
            long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
            job.progress().total(size, "bytes");
            for (; at < size; at += block) {
                job.checkAbort();
                write(at);
                job.progress().advance(block);
                job.checkpoint(Document.of("at", at + block), this::forceTarget);
            }
            return Document.empty();
        };
        // doc end
        return copy;
    }

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.operation(Operation.of("copy", RecoveryPolicy.RESUME, copying()));
    }

    @Test
    void aShortChange() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            // doc begin
            try (JobScope define =
                    engine.begin(JobRequest.normal(JobClass.MODIFY, "define").on(pool))) {
                engine.record(pool, 0, definition);
                define.complete();
            }
            // doc end
            assertThat(engine.resource(pool)).isPresent();
            try (JobScope held =
                    engine.begin(JobRequest.normal(JobClass.MODIFY, "hold").on(pool))) {
                long before = engine.position();
                // doc begin
                JobRequest now =
                        JobRequest.normal(JobClass.MODIFY, "define").on(pool).nowait();
                try (JobScope define = engine.begin(now)) {
                    define.complete();
                } catch (ResourceBusyException busy) {
                    System.out.println(busy.getMessage()); // names who holds it, since when, and in which phase
                }
                // doc end
                assertThat(engine.position()).as("the refusal is recorded").isEqualTo(before + 2);
                held.complete();
            }
        }
    }

    @Test
    void aLongOperationOnTwoResources() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            // doc begin
            JobRequest clone = JobRequest.of("copy")
                    .claiming(Claim.shared(source))
                    .claiming(Claim.exclusive(target))
                    .by("admin", "volCreateXMLFrom");
            Job job = engine.submit(clone);
            // doc end
            assertThat(job.await().processed()).isEqualTo(size);
            assertThat(written).containsExactly(0L, 10L, 20L, 30L);
        }
    }

    @Test
    void aJobThatOutlivesItsCall() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        try (TestEngine kit =
                TestEngine.open(builder -> builder.operation(Operation.of("copy", RecoveryPolicy.RESUME, job -> {
                    entered.countDown();
                    while (true) {
                        job.checkAbort();
                        Thread.onSpinWait();
                    }
                })))) {
            JobEngine engine = kit.engine();
            // doc begin
            long id = engine.submit(JobRequest.of("copy").on(target)).id();
            // later, elsewhere, perhaps in another process that has opened the ledger meanwhile
            if (engine.jobInfo(id).isPresent()) {
                engine.job(id).abort("admin", "not needed any more");
            }
            // doc end
            while (engine.jobStats(id).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(engine.jobStats(id)).get().extracting(JobStats::type).isEqualTo(JobInfoType.CANCELLED);
        }
    }

    @Test
    void aHandlerThatCanBeUndone() throws Exception {
        Path file = directory.resolve("made");
        // doc begin
        JobHandler allocate = new JobHandler() {
            @Override
            public Document run(JobContext job) throws IOException {
                Files.createFile(file);
                job.checkpoint(Document.of("made", true), Forcing.NOTHING);
                job.checkAbort();
                return Document.empty();
            }

            @Override
            public void undo(JobContext job) throws IOException {
                Files.deleteIfExists(file); // may be called again after a crash
            }
        };
        // doc end
        Operation operation = Operation.of("allocate", RecoveryPolicy.ROLLBACK, allocate);
        try (TestEngine kit = TestEngine.open(builder -> builder.operation(operation))) {
            kit.crashAt(CrashPoint.afterCheckpoint(1));
            long id = kit.engine().submit(JobRequest.of("allocate")).id();
            kit.awaitCrash();
            assertThat(file).as("a killed process undoes nothing").exists();
            JobEngine engine = kit.reopen();
            while (engine.jobStats(id).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(file).as("the next opening does").doesNotExist();
        }
    }

    @Test
    void aListenerThatGoesOnAfterARestart() throws Exception {
        AtomicLong kept = new AtomicLong();
        try (TestEngine kit = TestEngine.open(this::operations)) {
            for (int opening = 1; opening <= 2; opening++) {
                JobEngine engine = kit.engine();
                // doc begin
                Subscription subscription = engine.subscribe(kept.get() + 1, event -> {
                    if (event.event().type().endsJob()) {
                        report(event);
                    }
                    kept.set(event.position());
                });
                // doc end
                engine.submit(JobRequest.of("copy").on(target)).await();
                assertThat(subscription.await(engine.position(), Duration.ofSeconds(200)))
                        .isTrue();
                kit.restart();
            }
        }
        assertThat(reported).extracting(RecordedEvent::jobId).containsExactly(1L, 2L);
    }

    @Test
    void anEmbeddersTestOfHisOwnHandler() throws Exception {
        JobHandler handler = copying();
        // doc begin
        try (TestEngine kit =
                TestEngine.open(engine -> engine.operation(Operation.of("copy", RecoveryPolicy.RESUME, handler)))) {
            kit.crashAt(CrashPoint.afterCheckpoint(2)); // durable, but the handler is not told
            long id = kit.engine().submit(JobRequest.of("copy").on(disk)).id();
            kit.awaitCrash();
            kit.reopen().close(Duration.ofMinutes(1)); // resumes it from the second checkpoint, and waits for it
            JobStats stats = kit.restart().jobStats(id).orElseThrow();
            assertThat(stats.attempts()).isEqualTo(2);
        }
        // doc end
        assertThat(written).containsExactly(0L, 10L, 20L, 30L);
    }
}

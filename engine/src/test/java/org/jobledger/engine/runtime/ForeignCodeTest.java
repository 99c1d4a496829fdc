package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobledger.engine.CommittingHandler;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No lock is held in any call into code of the embedder, as the JVM itself says in each of them. */
@Timeout(300)
class ForeignCodeTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    /** How often it is asked in a call from one place of the engine: the JVM stands still for each question. */
    private static final int ENOUGH = 3;

    private static final int FRAMES = 6;

    @TempDir
    private Path directory;

    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final CountDownLatch entered = new CountDownLatch(1);

    /** Notes the locks of this thread; a thread of a pool always holds its own. */
    private void called(String where) {
        String from = StackWalker.getInstance()
                .walk(frames -> frames.limit(FRAMES).map(Object::toString).collect(Collectors.joining(" ")));
        if (asked.computeIfAbsent(where + from, unused -> new AtomicInteger()).incrementAndGet() > ENOUGH) {
            return;
        }
        ThreadInfo self = ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {Thread.currentThread().getId()}, true, true)[0];
        Set<String> locks = Stream.concat(
                        Arrays.stream(self.getLockedMonitors()), Arrays.stream(self.getLockedSynchronizers()))
                .map(lock -> lock.getClassName())
                .filter(name -> !name.endsWith("ThreadPoolExecutor$Worker"))
                .collect(Collectors.toCollection(TreeSet::new));
        held.computeIfAbsent(where, unused -> ConcurrentHashMap.newKeySet()).addAll(locks);
    }

    private final class Handler implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            called("run");
            job.checkpoint(Document.empty(), () -> called("force"));
            entered.countDown();
            while (true) {
                job.checkAbort();
                job.progress().advance(1);
                Thread.onSpinWait();
            }
        }

        @Override
        public List<ResourceChange> atStart(long jobId, Document parameters) {
            called("atStart");
            return List.of();
        }

        @Override
        public void undo(JobContext job) {
            called("undo");
        }
    }

    /** Waits behind the one that works, and stands by a step of its own. */
    private final class Standing implements CommittingHandler {
        @Override
        public Document run(JobContext job) {
            return Document.empty();
        }

        @Override
        public void commit(JobContext job) {
            called("commit");
        }
    }

    private boolean stillExists(ResourceRef resource) {
        called("stillExists");
        return resource.equals(THING);
    }

    private final class Clock implements EngineClock {
        private final EngineClock system = EngineClock.system();

        @Override
        public Instant instant() {
            called("clock");
            return system.instant();
        }

        @Override
        public long nanoTime() {
            called("clock");
            return system.nanoTime();
        }

        @Override
        public EngineTimer timer(String threadName) {
            EngineTimer under = system.timer(threadName);
            return new EngineTimer() {
                @Override
                public Runnable after(Duration delay, Runnable task) {
                    called("after");
                    return under.after(delay, task);
                }

                @Override
                public void every(Duration period, Runnable task) {
                    called("every");
                    under.every(period, task);
                }

                @Override
                public void close() {
                    called("close of the timer");
                    under.close();
                }
            };
        }
    }

    private void execute(Runnable task) {
        called("execute");
        Thread thread = new Thread(task, "embedded");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean checked(long checked, long total) {
        called("checked");
        return true;
    }

    /** Only a thread of the engine's own can be kept for a job before it is accepted, so that its handler is asked at the start. */
    private void startedByTheSubmission() throws Exception {
        try (JobEngine engine = JobEngine.at(directory.resolve("own"))
                .operation(Operation.of("work", RecoveryPolicy.FAIL, new Handler()))
                .open()) {
            Job job = engine.submit(JobRequest.of("work").on(THING));
            job.abort("test", "enough");
            job.await();
        }
    }

    @Test
    void noLockIsHeldInAnyCallIntoCodeOfTheEmbedder() throws Exception {
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(new Clock())
                .executor(this::execute)
                .stillExists(this::stillExists)
                .operation(Operation.of("work", RecoveryPolicy.FAIL, new Handler()))
                .operation(Operation.of("stand", RecoveryPolicy.RESUME, new Standing()))
                .open()) {
            Subscription subscription = engine.subscribe(1, event -> called("listener"));
            Job job = engine.submit(JobRequest.of("work").on(THING));
            entered.await();
            engine.submit(JobRequest.of("work").on(THING).waiting(Duration.ofMillis(1)))
                    .await();
            Job behind = engine.submit(JobRequest.of("stand").on(THING));
            job.abort("test", "enough");
            job.await();
            behind.await();
            assertThat(subscription.await(engine.position(), Duration.ofSeconds(200)))
                    .isTrue();
            assertThat(engine.verify(List.of(), this::checked).sound()).isTrue();
        }
        startedByTheSubmission();
        assertThat(held)
                .containsOnlyKeys(
                        "atStart",
                        "run",
                        "force",
                        "undo",
                        "commit",
                        "stillExists",
                        "listener",
                        "clock",
                        "after",
                        "every",
                        "close of the timer",
                        "execute",
                        "checked");
        assertThat(held.values()).allSatisfy(locks -> assertThat(locks).isEmpty());
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The limit of a wait is called off when the wait is over, so that nothing of it is kept. */
@Timeout(60)
class WaitLimitTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final int WAITERS = 20;

    @TempDir
    private Path directory;

    private final AtomicInteger wanted = new AtomicInteger();

    /** The machine's clock; counts what its timers are still to call. */
    private final class CountingClock implements EngineClock {
        private final EngineClock system = EngineClock.system();

        @Override
        public Instant instant() {
            return system.instant();
        }

        @Override
        public long nanoTime() {
            return system.nanoTime();
        }

        @Override
        public EngineTimer timer(String threadName) {
            EngineTimer under = system.timer(threadName);
            return new EngineTimer() {
                @Override
                public Runnable after(Duration delay, Runnable task) {
                    AtomicBoolean open = new AtomicBoolean(true);
                    wanted.incrementAndGet();
                    Runnable cancel = under.after(delay, () -> {
                        wanted.addAndGet(open.getAndSet(false) ? -1 : 0);
                        task.run();
                    });
                    return () -> {
                        wanted.addAndGet(open.getAndSet(false) ? -1 : 0);
                        cancel.run();
                    };
                }

                @Override
                public void every(Duration period, Runnable task) {
                    under.every(period, task);
                }

                @Override
                public void close() {
                    under.close();
                }
            };
        }
    }

    @Test
    void nothingIsLeftOfAWaitThatWasGrantedOrAborted() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(new CountingClock())
                .operation(Operation.of("work", RecoveryPolicy.FAIL, job -> {
                    release.await();
                    return Document.empty();
                }))
                .open()) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i <= WAITERS; i++) {
                jobs.add(engine.submit(JobRequest.of("work").on(THING).waiting(Duration.ofHours(1))));
            }
            assertThat(wanted).hasValue(WAITERS);
            jobs.get(WAITERS).abort("test", "not wanted");
            jobs.get(WAITERS).await();
            assertThat(wanted).hasValue(WAITERS - 1);
            release.countDown();
            for (Job job : jobs) {
                job.await();
            }
            assertThat(wanted).hasValue(0);
        }
    }
}

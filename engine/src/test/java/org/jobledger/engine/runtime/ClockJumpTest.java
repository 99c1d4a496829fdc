package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.VirtualClock;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock is set back and forth while a job runs and between openings: order and times stay, the jump is to be seen. Long: {@code
 * -Psoak -Dsoak.clockJumps=20000}.
 */
@Timeout(3600)
class ClockJumpTest {
    private static final int JUMPS = SoakBudget.of("soak.clockJumps", 25, 20_000);

    @TempDir
    private Path directory;

    /** The machine's clock, set by hand. */
    private static final class SetClock implements EngineClock {
        private final AtomicLong offsetMillis = new AtomicLong();

        void jump(Duration by) {
            offsetMillis.addAndGet(by.toMillis());
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(offsetMillis.get());
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }

    /** Virtual time that passes as it is told to, while the wall clock is set by hand. */
    private static final class JumpingClock implements EngineClock {
        private final VirtualClock passing = new VirtualClock();
        private final AtomicLong offsetMillis = new AtomicLong();
        private final AtomicReference<Error> next = new AtomicReference<>();

        @Override
        public Instant instant() {
            return passing.instant().plusMillis(offsetMillis.get());
        }

        @Override
        public long nanoTime() {
            Error error = next.getAndSet(null);
            if (error != null) {
                throw error;
            }
            return passing.nanoTime();
        }

        @Override
        public EngineTimer timer(String threadName) {
            return passing.timer(threadName);
        }
    }

    /** An hour is an hour of time that passes, whatever the wall clock says meanwhile. */
    @Test
    void aDeadlineIsNoMatterOfTheWallClock() throws InterruptedException {
        JumpingClock clock = new JumpingClock();
        CountDownLatch entered = new CountDownLatch(1);
        Operation work = Operation.of("work", RecoveryPolicy.FAIL, job -> {
            entered.countDown();
            while (true) {
                job.checkAbort();
                Thread.onSpinWait();
            }
        });
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .operation(work)
                .open()) {
            Job job = engine.submit(JobRequest.of("work").deadline(Duration.ofHours(1)));
            entered.await();
            clock.passing.advance(Duration.ofSeconds(1));
            clock.offsetMillis.set(Duration.ofHours(5).toMillis());
            clock.passing.advance(Duration.ofMinutes(58));
            assertThat(engine.jobInfo(job.id()))
                    .get()
                    .extracting(JobInfo::abortRequested)
                    .isEqualTo(false);
            clock.offsetMillis.set(-Duration.ofHours(5).toMillis());
            clock.passing.advance(Duration.ofMinutes(2));
            assertThat(job.await().message()).contains("its deadline of 3600000 ms has passed");
        }
    }

    /** As where a handler has taken all memory: what hangs on the timer must not end with it. */
    @Test
    void aDeadlineIsKeptThoughTheTimerMeetsAnError() throws InterruptedException {
        JumpingClock clock = new JumpingClock();
        CountDownLatch entered = new CountDownLatch(1);
        Operation work = Operation.of("work", RecoveryPolicy.FAIL, job -> {
            entered.countDown();
            while (!job.abortRequested()) {
                Thread.onSpinWait();
            }
            return Document.empty();
        });
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .operation(work)
                .open()) {
            Job job = engine.submit(JobRequest.of("work").deadline(Duration.ofHours(1)));
            entered.await();
            clock.next.set(new OutOfMemoryError("made up"));
            clock.passing.advance(Duration.ofSeconds(1));
            assertThat(clock.next).hasNullValue();
            clock.passing.advance(Duration.ofHours(1));
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.events(job.id()))
                    .extracting(recorded -> recorded.event().type())
                    .contains(EventType.ABORT_REQUESTED);
        }
    }

    @Test
    void positionsAndTimesOfAJobStayInOrderAndTheJumpsAreEvents() throws InterruptedException {
        SetClock clock = new SetClock();
        long seed = System.nanoTime();
        System.out.println("jumps of the clock: seed " + seed);
        List<Duration> jumps = jumps(new Random(seed));
        Operation work = Operation.of("work", RecoveryPolicy.FAIL, job -> {
            for (Duration jump : jumps) {
                clock.jump(jump);
                job.checkpoint(Document.of("after", jump.toString()), Forcing.NOTHING);
            }
            return Document.empty();
        });
        long id;
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .operation(work)
                .open()) {
            JobStats stats = engine.submit(JobRequest.of("work").on(ResourceRef.of("thing", "t")))
                    .await();
            id = stats.id();
            assertThat(stats.timeElapsedMillis())
                    .as("working time is no matter of the wall clock")
                    .isBetween(0L, TimeUnit.HOURS.toMillis(1) - 1);
            assertThat(stats.endedAt()).isAfterOrEqualTo(stats.createdAt());
        }
        clock.jump(Duration.ofDays(-1));
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .operation(work)
                .open()) {
            assertThat(engine.events(id)).extracting(RecordedEvent::position).isSorted();
            assertThat(engine.events(id)).extracting(RecordedEvent::at).isSorted();
            List<List<Object>> all = engine.query("SELECT at FROM audit_v1.events ORDER BY position", 1_000_000)
                    .rows();
            assertThat(all.stream()
                            .map(row -> ((OffsetDateTime) row.get(0)).toInstant())
                            .toList())
                    .isSorted();
            assertThat(engine.query("SELECT payload FROM audit_v1.events WHERE event = 'ClockJumped'", 1_000_000)
                            .rows())
                    .hasSize(jumps.size() + 1);
            assertThat(engine.verify().sound()).isTrue();
        }
        System.out.println("jumps of the clock: " + jumps.size()
                + ", to be seen in the log: all, positions or times out of order: 0");
    }

    /** Some hours or weeks at a time, back and forth. */
    private static List<Duration> jumps(Random lot) {
        List<Duration> jumps = new ArrayList<>(List.of(Duration.ofHours(3), Duration.ofHours(-5)));
        while (jumps.size() < JUMPS) {
            long minutes = TimeUnit.HOURS.toMinutes(1)
                    + lot.nextInt((int) TimeUnit.DAYS.toMinutes(lot.nextBoolean() ? 1 : 40));
            jumps.add(Duration.ofMinutes(lot.nextBoolean() ? minutes : -minutes));
        }
        return jumps;
    }
}

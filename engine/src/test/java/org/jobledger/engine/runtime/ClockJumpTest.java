package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock is set back and forth while a job runs and between openings: order and times stay, the jump is to be seen. */
class ClockJumpTest {
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

    @Test
    void positionsAndTimesOfAJobStayInOrderAndTheJumpsAreEvents() throws InterruptedException {
        SetClock clock = new SetClock();
        List<Duration> jumps = List.of(
                Duration.ofHours(3),
                Duration.ofHours(-5),
                Duration.ofDays(40),
                Duration.ofDays(-41),
                Duration.ofHours(1));
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
                    .isBetween(0L, 60_000L);
            assertThat(stats.endedAt()).isAfterOrEqualTo(stats.createdAt());
        }
        clock.jump(Duration.ofDays(-1));
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .operation(work)
                .open()) {
            assertThat(engine.events(id)).extracting(RecordedEvent::position).isSorted();
            assertThat(engine.events(id)).extracting(RecordedEvent::at).isSorted();
            List<List<Object>> all = engine.query("SELECT at FROM audit_v1.events ORDER BY position", 1000)
                    .rows();
            assertThat(all.stream()
                            .map(row -> ((OffsetDateTime) row.get(0)).toInstant())
                            .toList())
                    .isSorted();
            assertThat(engine.query("SELECT payload FROM audit_v1.events WHERE event = 'ClockJumped'", 99)
                            .rows())
                    .hasSize(jumps.size() + 1);
            assertThat(engine.verify().sound()).isTrue();
        }
    }
}

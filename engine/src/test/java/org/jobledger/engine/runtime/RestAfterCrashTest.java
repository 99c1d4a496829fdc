package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that rests before the next call of its handler rests on over a crash: whatever made it fail is given the time it was to have. */
@Timeout(120)
class RestAfterCrashTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger calls = new AtomicInteger();

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.operation(Operation.of("flaky", RecoveryPolicy.RESUME, job -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("not yet");
                    }
                    return Document.empty();
                })
                .retrying(new RetryPolicy(1, HOUR, HOUR)));
    }

    private static JobStatus status(JobEngine engine, long id) {
        return engine.jobInfo(id).map(JobInfo::status).orElse(null);
    }

    private long rests(TestEngine kit) {
        long id = kit.engine().submit(JobRequest.of("flaky").on(THING)).id();
        while (status(kit.engine(), id) != JobStatus.RETRYING) {
            Thread.onSpinWait();
        }
        return id;
    }

    @Test
    void itRestsForWhatWasLeftAndCountsNoFurtherRetry() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            long id = rests(kit);
            kit.advance(HOUR.dividedBy(4));
            kit.kill();
            JobEngine again = kit.reopen();
            assertThat(status(again, id)).isEqualTo(JobStatus.RETRYING);
            assertThat(again.holder(THING)).as("it keeps its claims").isPresent();
            kit.advance(HOUR.dividedBy(2));
            assertThat(status(again, id)).isEqualTo(JobStatus.RETRYING);
            assertThat(calls).hasValue(1);
            // Asked for before it may have ended.
            Job job = again.job(id);
            kit.advance(HOUR.dividedBy(4));
            JobStats stats = job.await();
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void severalCrashesMakeTheRestNoLonger() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            long id = rests(kit);
            for (int crash = 0; crash < 3; crash++) {
                kit.advance(HOUR.dividedBy(4));
                kit.kill();
                assertThat(status(kit.reopen(), id)).isEqualTo(JobStatus.RETRYING);
            }
            Job job = kit.engine().job(id);
            kit.advance(HOUR.dividedBy(4));
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void itCanBeAbortedWhileItRests() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            long id = rests(kit);
            kit.kill();
            JobEngine again = kit.reopen();
            again.job(id).abort("admin", "enough");
            assertThat(again.job(id).await().type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(calls).hasValue(1);
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a BOUNDED job is looked at, total = processed + remaining, and nothing goes back. */
@Timeout(60)
class BoundedInfoTest {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");
    private static final long SEED = 20261127;
    private static final int STEPS = 60_000;

    @TempDir
    private Path directory;

    /** Advances by random amounts to the very end of a total that grows now and then, with phases and checkpoints between. */
    private static Document restless(JobContext job) throws Exception {
        Random random = new Random(job.jobId() + SEED);
        long total = 0;
        int phase = 0;
        for (int step = 0; step < STEPS; step++) {
            if (job.progress().processed() == total) {
                total += 1 + random.nextInt(1000);
                job.progress().total(total, "bytes");
            }
            long left = total - job.progress().processed();
            job.progress().advance(random.nextBoolean() ? left : random.nextLong(left + 1));
            if (step % (STEPS / 20) == 0) {
                job.phase(++phase, 20, "phase");
                job.checkpoint(Document.of("step", step), Forcing.NOTHING);
            }
        }
        return Document.of("total", total);
    }

    @Test
    void theSumHoldsInEveryGlanceWhileTheJobRacesAndItsTotalGrows() throws Exception {
        ExecutorService watchers = Executors.newFixedThreadPool(2);
        try (JobEngine engine = JobEngine.at(directory)
                .operation(Operation.of("restless", RecoveryPolicy.FAIL, BoundedInfoTest::restless))
                .open()) {
            Job job = engine.submit(JobRequest.of("restless").on(VOLUME));
            List<Future<Long>> seen = new ArrayList<>();
            seen.add(watchers.submit(() -> watch(engine, job.id(), true)));
            seen.add(watchers.submit(() -> watch(engine, job.id(), false)));
            JobStats stats = job.await();
            assertThat(stats.processed()).isLessThanOrEqualTo(stats.total());
            for (Future<Long> glances : seen) {
                assertThat(glances.get()).isPositive();
            }
        } finally {
            watchers.shutdownNow();
        }
    }

    private static long watch(JobEngine engine, long id, boolean byResource) {
        long glances = 0;
        long processed = 0;
        long total = 0;
        JobInfo info = look(engine, id, byResource);
        while (info != null || glances == 0) {
            if (info != null && info.type() == JobInfoType.BOUNDED) {
                glances++;
                assertThat(info.processed()).as("seed %d", SEED).isBetween(processed, info.total());
                assertThat(info.total()).isGreaterThanOrEqualTo(total);
                assertThat(info.processed() + info.remaining()).isEqualTo(info.total());
                if (glances % 100 == 0) {
                    assertThat(info.fields().get("data_total"))
                            .isEqualTo((long) info.fields().get("data_processed")
                                    + (long) info.fields().get("data_remaining"));
                }
                processed = info.processed();
                total = info.total();
            }
            info = look(engine, id, byResource);
        }
        return glances;
    }

    private static @Nullable JobInfo look(JobEngine engine, long id, boolean byResource) {
        return (byResource ? engine.jobInfo(VOLUME) : engine.jobInfo(id)).orElse(null);
    }
}

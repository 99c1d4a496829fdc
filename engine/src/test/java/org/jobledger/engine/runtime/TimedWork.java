package org.jobledger.engine.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;

/**
 * Work of 100 steps of 10 bytes by a {@link StepClock}: each takes a second, or what the parameter "slow" says from step 50 on. It rests
 * after the step that the parameter "rest" names until it is released; what the parameter "total" says is declared: "late", "grows" or
 * "never", else all at once.
 */
final class TimedWork implements JobHandler {
    static final int STEPS = 100;
    static final int BYTES = 10;

    final CountDownLatch resting = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final StepClock clock;

    TimedWork(StepClock clock) {
        this.clock = clock;
    }

    @Override
    public Document run(JobContext job) throws Exception {
        String total = job.parameters().string("total");
        long step = job.checkpoint().map(at -> at.integer("step")).orElse(0L);
        if (total.equals("grows")) {
            job.progress().total(STEPS * BYTES / 2, "bytes");
        } else if (total.equals("all")) {
            job.progress().total(STEPS * BYTES, "bytes");
        }
        while (step < STEPS) {
            step++;
            step(job, step, total);
            if (step == job.parameters().integer("rest")) {
                resting.countDown();
                await(job);
            }
        }
        return Document.empty();
    }

    private void step(JobContext job, long step, String total) throws IOException {
        if (step == STEPS / 2 && (total.equals("grows") || total.equals("late"))) {
            job.progress().total(STEPS * BYTES, "bytes");
        }
        clock.advance(Duration.ofSeconds(step > STEPS / 2 ? job.parameters().integer("slow") : 1));
        job.progress().advance(BYTES);
        job.checkpoint(Document.of("step", step), Forcing.NOTHING);
    }

    private void await(JobContext job) throws InterruptedException {
        while (release.getCount() > 0) {
            job.checkAbort();
            Thread.onSpinWait();
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.Test;

/** The three ways to close an engine, through the public API. */
class ShutdownTest extends LifeWorld {
    @Test
    void aDrainWaitsForQueuedJobsAndAnAbortStopsThem() throws Exception {
        Job running = engine.submit(JobRequest.of("step").on(THING));
        Job queued = engine.submit(JobRequest.of("quick").on(THING));
        entered.await();
        engine.close(Shutdown.ABORT, LATE);
        assertThat(running.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(queued.await().type()).isEqualTo(JobInfoType.CANCELLED);
        go.set(true);
        open();
        Job first = engine.submit(JobRequest.of("step").on(THING));
        Job second = engine.submit(JobRequest.of("quick").on(THING));
        engine.close(Shutdown.DRAIN, LATE);
        assertThat(first.await().type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(second.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    @Test
    void whateverWasAcknowledgedWhileTheEngineClosesIsInTheLog() throws Exception {
        for (Shutdown how : Shutdown.values()) {
            List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
            ExecutorService many = Executors.newFixedThreadPool(3);
            CountDownLatch some = new CountDownLatch(20);
            for (int i = 0; i < 3; i++) {
                many.execute(() -> {
                    try {
                        while (true) {
                            acknowledged.add(
                                    engine.submit(JobRequest.of("quick")).id());
                            some.countDown();
                        }
                    } catch (JobLedgerException closed) {
                        // As it should.
                    }
                });
            }
            some.await();
            engine.close(how, LATE);
            finish(many);
            try (JobEngine inspected = JobEngine.at(directory.resolve("ledger"))
                    .mode(OpenMode.INSPECT)
                    .open()) {
                assertThat(acknowledged)
                        .allSatisfy(id -> assertThat(inspected.events(id)).isNotEmpty());
            }
            open();
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several real threads call all verbs at random on jobs over several resources; what came of it is held against {@link HistoryRules}. Long:
 * {@code -Psoak -Dsoak.threadSeconds=600}.
 */
@Timeout(7200)
class RealThreadsTest {
    private static final int SECONDS = SoakBudget.of("soak.threadSeconds", 2, 600);

    @TempDir
    private Path directory;

    private final List<RecordedEvent> heard = Collections.synchronizedList(new ArrayList<>());
    private final Map<JobStatus, Integer> ends = new EnumMap<>(JobStatus.class);
    private int calls;
    private int jobs;

    @Test
    void whateverSeveralThreadsAskForTheHistoryKeepsTheRules() throws Exception {
        long seed = System.nanoTime() & 0xFFFF_FFFFL;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .durability(Durability.PROCESS_CRASH)
                .workers(3)
                .operation(Operation.of("work", RecoveryPolicy.RESUME, RealThreadsTest::work)
                        .retrying(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(2))))
                .open()) {
            try (Subscription subscription = engine.subscribe(1, heard::add)) {
                while (System.nanoTime() < end || rounds == 0) {
                    round(engine, subscription, seed + rounds);
                    rounds++;
                }
            }
            assertThat(engine.verify().sound()).isTrue();
        }
        System.out.println("real threads: seeds " + seed + " to " + (seed + rounds - 1) + ", calls: " + calls
                + ", jobs: " + jobs + ", ended " + ends + ", broken rules: 0");
    }

    private void round(JobEngine engine, Subscription subscription, long seed) throws Exception {
        heard.clear();
        ThreadsRound round = new ThreadsRound(engine, seed);
        round.play();
        assertThat(subscription.await(engine.position(), Duration.ofMinutes(5))).isTrue();
        List<RecordedEvent> history = List.copyOf(heard);
        try {
            HistoryRules rules = new HistoryRules(history);
            rules.require(round.answered());
            jobs += rules.jobs();
            calls += round.answered().size();
            rules.ends().forEach((status, count) -> ends.merge(status, count, Integer::sum));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** Works a little, and does at random what handlers may. */
    private static Document work(JobContext job) throws Exception {
        Random lot = new Random(job.parameters().integer("lot") + job.attempt());
        int steps = lot.nextInt(8);
        job.progress().total(steps, "steps");
        for (int step = 0; step < steps; step++) {
            job.checkAbort();
            job.progress().advance(1);
            switch (lot.nextInt(12)) {
                case 0 -> job.checkpoint(Document.of("step", step), Forcing.NOTHING);
                case 1 -> job.allow(ThreadsRound.classes(lot));
                case 2 -> nest(job, lot);
                case 3 -> TimeUnit.MICROSECONDS.sleep(300);
                case 4 -> {
                    if (lot.nextInt(4) == 0) {
                        throw new IOException("made up");
                    }
                }
                default -> Thread.onSpinWait();
            }
        }
        return Document.empty();
    }

    private static void nest(JobContext job, Random lot) throws InterruptedException {
        int at = (int) job.parameters().integer("exclusive");
        if (at < 0) {
            return;
        }
        JobClass jobClass = lot.nextBoolean() ? JobClass.MODIFY : JobClass.QUERY;
        JobRequest request = JobRequest.normal(jobClass, "inner")
                .on(ThreadsRound.RESOURCES.get(at))
                .waiting(Duration.ofMillis(5));
        try (JobScope inner = job.begin(request)) {
            if (lot.nextBoolean()) {
                inner.complete();
            }
        } catch (ResourceBusyException e) {
            // Others whom the mask lets in are there.
            Thread.onSpinWait();
        }
    }
}

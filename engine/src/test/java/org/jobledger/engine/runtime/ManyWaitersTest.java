package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.VirtualClock;
import org.jobledger.engine.ledger.InstantLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand jobs want one resource: each gets its turn or a clear error, and what is told of them stays right and short. The engine's
 * own rooms on one thread and in virtual time.
 */
@Timeout(120)
class ManyWaitersTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final int WAITERS = 10_000;
    private static final int HASTY = 1_000;
    private static final Duration SHORT = Duration.ofMillis(500);

    private final VirtualClock clock = new VirtualClock();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Long> ran = new ArrayList<>();

    /** An engine with a queue limit. */
    private JobLives open(int maxQueued) {
        EngineConfig config = JobEngine.at(Path.of("nowhere"))
                .clock(clock)
                .maxQueued(maxQueued)
                .operation(Operation.of("turn", RecoveryPolicy.FAIL, job -> {
                    ran.add(job.jobId());
                    return Document.empty();
                }))
                .build();
        InstantLedger ledger = new InstantLedger(clock);
        ledger.nextEpoch();
        JobLives lives = new JobLives(
                ledger, new Workers(ledger, 1, clock, threads::add), config, id -> Optional.empty(), stats -> {});
        lives.begin();
        return lives;
    }

    private void settle() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    /** All who wait: one in ten for {@link #SHORT}, the others for a day. */
    private static List<LiveJob> fill(JobLives lives) {
        List<LiveJob> jobs = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            Duration wait = isPatient(i) ? Duration.ofDays(1) : SHORT;
            jobs.add(lives.submissions().submit(JobRequest.of("turn").on(THING).waiting(wait)));
        }
        return jobs;
    }

    private static boolean isPatient(int waiter) {
        return waiter % (WAITERS / HASTY) != 0;
    }

    private static JobRequest change(String operation) {
        return JobRequest.normal(JobClass.MODIFY, operation).on(THING);
    }

    @Test
    void eachGetsItsTurnOrAClearError() throws Exception {
        // Async jobs are never refused for the length of the queue, but count in it.
        JobLives lives = open(WAITERS + 1);
        JobScope holder = lives.normal().begin(change("hold"));
        List<LiveJob> jobs = fill(lives);
        requireTold(lives, holder.id(), jobs);
        assertRefused(lives, change("one-more").waiting(SHORT), ResourceBusyException.QUEUE_FULL);

        clock.advance(SHORT);
        settle();

        // Below the limit again: it may wait, and does not want to.
        assertRefused(lives, change("one-more").nowait(), ResourceBusyException.BUSY);
        assertThat(lives.queue().desk().why(jobs.get(WAITERS - 1).ticket()).position())
                .isEqualTo(WAITERS - HASTY);
        holder.complete();
        settle();
        requireEnds(jobs);
        assertThat(lives.queue().desk().table().holders(THING)).isEmpty();
        assertThat(lives.queue().desk().table().waiting(THING)).isEmpty();
        assertThat(lives.queue().all()).isEmpty();
    }

    private static void assertRefused(JobLives lives, JobRequest request, String code) {
        assertThatThrownBy(() -> lives.normal().begin(request))
                .isInstanceOfSatisfying(
                        ResourceBusyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContainingAll("cannot get", "hold");
    }

    private static void requireTold(JobLives lives, long holder, List<LiveJob> jobs) {
        ClaimDesk desk = lives.queue().desk();
        assertThat(desk.table().holders(THING)).extracting(ClaimOwner::jobId).containsExactly(holder);
        assertThat(desk.table().waiting(THING).get(0).jobId())
                .isEqualTo(jobs.get(0).id());
        ClaimWait why = desk.why(jobs.get(WAITERS - 1).ticket());
        assertThat(why.position()).isEqualTo(WAITERS);
        assertThat(why.waitsFor()).hasSizeLessThanOrEqualTo(2 * ClaimWait.MOST);
        assertThat(why.waitsFor().get(0).jobId()).isEqualTo(holder);
        assertThat(desk.table().waitsFor(jobs.get(WAITERS - 1).ticket()))
                .isEqualTo(why.waitsFor().stream().map(ClaimOwner::jobId).toList());
        assertThat(why.toString())
                .contains("cannot get", "hold", "position " + WAITERS + " in the queue")
                .hasSizeLessThan(10_000);
    }

    private void requireEnds(List<LiveJob> jobs) {
        List<Long> turns = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            JobStats end = jobs.get(i).ended().join();
            assertThat(end.type()).isEqualTo(isPatient(i) ? JobInfoType.COMPLETED : JobInfoType.FAILED);
            if (isPatient(i)) {
                turns.add(end.id());
            } else {
                assertThat(end.code()).isEqualTo(ResourceBusyException.TIMEOUT);
                assertThat(end.message()).contains("hold", "waited 500 ms");
            }
        }
        assertThat(ran).isEqualTo(turns);
    }
}

package org.jobledger.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table under real threads: nobody waits for ever, nobody stands where another stands alone, nobody starves. */
@Timeout(60)
class ClaimThreadsTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = SoakBudget.of("soak.claimRounds", 3_000, 100_000);
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");

    private final ClaimTable table = new ClaimTable(() -> Instant.EPOCH);
    private final Askers askers = new Askers(table);

    private static void together(int threads, Callable<?> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(work));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void manyClaimsAtOnceInAnyOrderNeverLockEachOtherUp() throws Exception {
        List<ResourceRef> volumes = IntStream.range(0, 6)
                .mapToObj(i -> POOL.child("volume", "v" + i))
                .toList();
        Map<ResourceRef, AtomicInteger> inside = new ConcurrentHashMap<>();
        volumes.forEach(volume -> inside.put(volume, new AtomicInteger()));
        long seed = new Random().nextLong();
        System.out.println("claims in any order: seed " + seed);
        Random seeds = new Random(seed);
        AtomicInteger rounds = new AtomicInteger();

        together(THREADS, () -> {
            Random random = new Random(seeds.nextLong());
            for (int i = 0; i < ROUNDS; i++) {
                List<ResourceRef> some = new ArrayList<>(volumes);
                Collections.shuffle(some, random);
                Claim[] claims = some.subList(0, 1 + random.nextInt(4)).stream()
                        .map(volume -> random.nextInt(4) == 0 ? Claim.shared(volume) : Claim.exclusive(volume))
                        .toArray(Claim[]::new);
                Ticket ticket = askers.await(JobClass.ASYNC, claims);
                for (Claim claim : claims) {
                    boolean shared = claim.equals(Claim.shared(claim.resource()));
                    int now = inside.get(claim.resource()).addAndGet(shared ? 1 : 1000);
                    assertThat(shared ? now < 1000 : now == 1000)
                            .as("%s beside %s", claim, now)
                            .isTrue();
                }
                for (Claim claim : claims) {
                    inside.get(claim.resource()).addAndGet(claim.equals(Claim.shared(claim.resource())) ? -1 : -1000);
                }
                table.release(ticket);
                rounds.incrementAndGet();
            }
            return null;
        });

        assertThat(rounds).hasValue(THREADS * ROUNDS);
        assertThat(table.holders(POOL)).isEmpty();
    }

    /** Shared claims that never leave a gap, queries let in past the queue, jobs on parts: the one that wants all comes in all the same. */
    @Test
    void whoeverWantsAllComesInThoughOthersNeverStopComing() throws Exception {
        ResourceRef volume = POOL.child("volume", "v");
        AtomicInteger served = new AtomicInteger();
        Ticket held = askers.ticket(JobClass.ASYNC, Claim.shared(volume));
        together(THREADS, () -> {
            if (Thread.currentThread().getName().endsWith("thread-1")) {
                Ticket all = askers.ticket(JobClass.DESTROY, Claim.exclusive(POOL));
                table.release(held);
                while (!table.granted(all)) {
                    Thread.onSpinWait();
                }
                served.set(1);
                table.release(all);
                return null;
            }
            Random random = new Random();
            while (served.get() == 0) {
                Ticket mine = random.nextBoolean()
                        ? askers.await(JobClass.QUERY, Claim.exclusive(volume))
                        : askers.await(JobClass.ASYNC, Claim.shared(volume));
                table.release(mine);
            }
            return null;
        });
        assertThat(served).hasValue(1);
    }
}

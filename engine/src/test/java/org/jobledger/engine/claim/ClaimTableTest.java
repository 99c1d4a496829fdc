package org.jobledger.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one or two jobs see of the table; whatever more do is compared by {@link ClaimModelTest}. */
class ClaimTableTest {
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    private static final ResourceRef VOLUME = POOL.child("volume", "v");

    private final ClaimTable table = new ClaimTable(() -> Instant.EPOCH);
    private final Askers askers = new Askers(table);

    /** The matrix as people read it: the second job comes in beside the first or waits. */
    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({
        "pool exclusive,       volume shared,         waits",
        "pool exclusive,       pool shared,           waits",
        "pool exclusive,       pool beside children,  waits",
        "pool beside children, volume exclusive,      comes in",
        "pool beside children, volume shared,         comes in",
        "pool beside children, pool shared,           waits",
        "pool beside children, pool beside children,  waits",
        "pool shared,          pool shared,           comes in",
        "pool shared,          volume shared,         comes in",
        "pool shared,          volume exclusive,      waits",
        "volume exclusive,     pool exclusive,        waits",
        "volume exclusive,     other exclusive,       comes in",
        "volume exclusive,     volume shared,         waits",
        "volume shared,        volume shared,         comes in",
        "volume shared,        pool exclusive,        waits",
    })
    void twoAsyncJobs(String first, String second, String then) {
        askers.ticket(JobClass.ASYNC, claim(first));

        assertThat(table.granted(askers.ticket(JobClass.ASYNC, claim(second)))).isEqualTo(then.equals("comes in"));
    }

    private static Claim claim(String text) {
        String[] words = text.split(" ", 2);
        ResourceRef resource = words[0].equals("pool") ? POOL : POOL.child("volume", words[0]);
        return switch (words[1]) {
            case "exclusive" -> Claim.exclusive(resource);
            case "shared" -> Claim.shared(resource);
            default -> Claim.besideChildren(resource);
        };
    }

    @Test
    void aPoolTellsWhichOfItsVolumesIsHeldAndWhoWaits() {
        Ticket wipe = askers.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));
        Ticket stop = askers.ticket(JobClass.DESTROY, Claim.exclusive(POOL));

        assertThat(table.holders(POOL)).extracting(ClaimOwner::claim).containsExactly(Claim.exclusive(VOLUME));
        assertThat(table.waiting(POOL)).extracting(ClaimOwner::jobId).containsExactly(2L);
        ClaimWait why = table.why(2).orElseThrow();
        assertThat(why.waitsFor()).extracting(ClaimOwner::jobId).containsExactly(1L);
        assertThat(table.asyncBlockers(stop)).containsExactly(1L);
        table.release(wipe);
        assertThat(table.granted(stop)).isTrue();
    }

    /** Who is asked to stop first does not hang on how a request lists its claims: the holder before the one that waits for it. */
    @Test
    void asyncJobsInTheWayAreNamedInTheOrderInWhichTheyAsked() {
        ResourceRef other = POOL.child("volume", "other");
        askers.ticket(JobClass.ASYNC, Claim.shared(POOL));
        askers.ticket(JobClass.ASYNC, Claim.exclusive(other));
        askers.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));

        assertThat(table.asyncBlockers(
                        askers.ticket(JobClass.DESTROY, Claim.exclusive(VOLUME), Claim.exclusive(other))))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void releasingTwiceIsLikeOnceAndWithdrawingAHolderDoesNothing() {
        Ticket first = askers.ticket(JobClass.MODIFY, Claim.exclusive(VOLUME));
        Ticket second = askers.ticket(JobClass.MODIFY, Claim.exclusive(VOLUME));
        assertThat(table.withdraw(first)).isFalse();
        table.release(first);
        table.release(first);
        assertThat(table.granted(second)).isTrue();
        table.release(second);
        assertThat(table.holders(VOLUME)).isEmpty();
        assertThat(table.holders(POOL)).isEmpty();
    }

    /** The clock is foreign code, so this is where another thread may come between. */
    @Test
    void whoGetsHisClaimsInTheMomentInWhichHeGivesUpKeepsThem() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        ClaimTable watched = new ClaimTable(() -> {
            meanwhile.getAndSet(() -> {}).run();
            return Instant.EPOCH;
        });
        Askers others = new Askers(watched);
        Ticket holder = others.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));
        Ticket waiting = others.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));

        meanwhile.set(() -> watched.release(holder));
        assertThat(watched.withdraw(waiting)).isFalse();
        assertThat(watched.granted(waiting)).isTrue();
    }

    @Test
    void onlyAnAsyncJobThatHoldsItsClaimsHasAMask() {
        Ticket running = askers.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));
        Ticket waiting = askers.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));
        table.release(running);
        table.allow(waiting, Set.of(JobClass.MODIFY));
        assertThat(table.granted(askers.ticket(JobClass.MODIFY, Claim.exclusive(VOLUME))))
                .isTrue();
        assertThatThrownBy(() -> table.allow(running, Set.of(JobClass.QUERY)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("job 1 ");
    }

    /** Bad input of the issue: 10 000 wait; each admission, report and end is still a few operations, and all come in, in order. */
    @Test
    void tenThousandWaitersComeInInTheirOrderAndAreNamedInBoundedLists() {
        int waiters = 10_000;
        List<Integer> order = new ArrayList<>();
        Ticket holder = askers.ticket(JobClass.ASYNC, Claim.exclusive(VOLUME));
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < waiters; i++) {
            int number = i;
            tickets.add(Askers.ticket(askers.ask(JobClass.MODIFY, () -> order.add(number), Claim.exclusive(VOLUME))));
        }
        for (int i = 0; i < waiters; i += 100) {
            assertThat(table.why(tickets.get(i)).waitsFor()).hasSizeLessThanOrEqualTo(2 * ClaimWait.MOST);
            assertThat(table.why(tickets.get(i)).position()).isEqualTo(i + 1);
        }
        AtomicInteger passed = new AtomicInteger();
        for (int i = 0; i < waiters; i++) {
            table.release(askers.ticket(JobClass.QUERY, Claim.exclusive(VOLUME)));
            passed.incrementAndGet();
        }
        assertThat(table.why(tickets.get(waiters - 1)).position()).isEqualTo(waiters);
        table.release(holder);
        tickets.forEach(table::release);

        assertThat(passed).hasValue(waiters);
        assertThat(order).hasSize(waiters).isSorted();
        assertThat(table.holders(POOL)).isEmpty();
    }
}

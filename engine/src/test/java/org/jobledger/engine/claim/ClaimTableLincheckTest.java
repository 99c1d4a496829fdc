package org.jobledger.engine.claim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The table is linearizable: whatever threads do at once could have been done one after the other. Each thread has one job at a time.
 *
 * <p>Under stress, not model checking: with the sets and lambdas of the table that did not come to its end in minutes. What is tried comes from Lincheck; the table itself, run on one thread, says what may come of it. Long: {@code -Psoak
 * -Dsoak.claimScenarios=100}.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "volume", gen = IntGen.class, conf = "0:1")
@Param(name = "yes", gen = BooleanGen.class)
@EnabledIfSystemProperty(named = "jobledger.soak", matches = "true", disabledReason = "takes long: only with -Psoak")
public class ClaimTableLincheckTest {
    private static final int ITERATIONS = Integer.getInteger("soak.claimScenarios", 5);
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    private static final List<ResourceRef> VOLUMES = List.of(POOL.child("volume", "a"), POOL.child("volume", "b"));

    private final ClaimTable table = new ClaimTable(() -> Instant.EPOCH);
    private final @Nullable Ticket[] tickets = new Ticket[8];

    @Operation
    public String async(
            @Param(name = "thread") int thread, @Param(name = "volume") int volume, @Param(name = "yes") boolean wait) {
        return ask(thread, JobClass.ASYNC, Claim.exclusive(VOLUMES.get(volume)), wait);
    }

    @Operation
    public String query(
            @Param(name = "thread") int thread,
            @Param(name = "volume") int volume,
            @Param(name = "yes") boolean shared) {
        ResourceRef resource = VOLUMES.get(volume);
        return ask(thread, JobClass.QUERY, shared ? Claim.shared(resource) : Claim.exclusive(resource), true);
    }

    @Operation
    public String destroyPool(@Param(name = "thread") int thread, @Param(name = "yes") boolean wait) {
        return ask(thread, JobClass.DESTROY, Claim.exclusive(POOL), wait);
    }

    private String ask(int thread, JobClass jobClass, Claim claim, boolean wait) {
        if (tickets[thread] != null) {
            return "busy with another";
        }
        ClaimAnswer answer =
                table.ask(Askers.claimant(thread + 1, jobClass), List.of(claim), new Terms(wait, 0), () -> {});
        if (answer instanceof ClaimAnswer.Refused refused) {
            return refused.code();
        }
        tickets[thread] = Askers.ticket(answer);
        return answer.getClass().getSimpleName();
    }

    @Operation
    public boolean granted(@Param(name = "thread") int thread) {
        Ticket mine = tickets[thread];
        return mine != null && table.granted(mine);
    }

    @Operation
    public boolean release(@Param(name = "thread") int thread) {
        Ticket mine = tickets[thread];
        tickets[thread] = null;
        if (mine != null) {
            table.release(mine);
        }
        return mine != null;
    }

    @Operation
    public boolean withdraw(@Param(name = "thread") int thread) {
        Ticket mine = tickets[thread];
        if (mine == null || !table.withdraw(mine)) {
            return false;
        }
        tickets[thread] = null;
        return true;
    }

    @Operation
    public boolean allowModify(@Param(name = "thread") int thread, @Param(name = "yes") boolean queriesToo) {
        Ticket mine = tickets[thread];
        try {
            if (mine != null) {
                table.allow(mine, queriesToo ? Set.of(JobClass.MODIFY, JobClass.QUERY) : Set.of(JobClass.MODIFY));
            }
            return mine != null;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Operation
    public String holders(@Param(name = "volume") int volume) {
        return table.holders(VOLUMES.get(volume)).stream()
                .map(ClaimOwner::jobId)
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void underStress() {
        new StressOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(100)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(ClaimTableLincheckTest.class);
    }

    /** The test of the test: who looks whether a volume is free and then asks, in two steps, is found. */
    @Test
    void askingInTwoStepsIsFound() {
        assertThatThrownBy(() -> new StressOptions()
                        .iterations(50)
                        .invocationsPerIteration(2000)
                        .threads(2)
                        .actorsPerThread(2)
                        .actorsBefore(0)
                        .actorsAfter(0)
                        .minimizeFailedScenario(false)
                        .check(TwoSteps.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** The mistake that the table does not make. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static final class TwoSteps {
        private final ClaimTable table = new ClaimTable(() -> Instant.EPOCH);
        private final @Nullable Ticket[] tickets = new Ticket[8];

        /** Whether the volume was free, and what came of asking for it. */
        @Operation
        public String take(@Param(name = "thread") int thread) {
            if (tickets[thread] != null) {
                return "busy with another";
            }
            boolean free = table.holders(VOLUMES.get(0)).isEmpty();
            ClaimAnswer answer = table.ask(
                    Askers.claimant(thread + 1, JobClass.ASYNC),
                    List.of(Claim.exclusive(VOLUMES.get(0))),
                    new Terms(true, 0),
                    () -> {});
            tickets[thread] = Askers.ticket(answer);
            return free + " " + answer.getClass().getSimpleName();
        }

        /** Ends what it took. */
        @Operation
        public void release(@Param(name = "thread") int thread) {
            Ticket mine = tickets[thread];
            tickets[thread] = null;
            if (mine != null) {
                table.release(mine);
            }
        }
    }
}

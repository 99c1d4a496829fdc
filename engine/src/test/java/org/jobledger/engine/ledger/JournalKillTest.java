package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.ledger.disk.StallingDisk;
import org.jobledger.engine.ledger.disk.StallingDisk.Moment;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL for processes with many writers: at random, between write and acknowledgement, and inside openings. Long:
 * {@code -Psoak -Dsoak.kills=3000}, counted in processes, each of which writes several ledgers.
 */
class JournalKillTest {
    private static final int KILLS = SoakBudget.of("soak.kills", 30, 3_000);
    private static final int LEDGERS = 5;
    private static final int CHILDREN_A_ROUND = 6;
    private static final List<Moment> MOMENTS = List.of(
            Moment.NEVER,
            Moment.GROUP_WRITTEN,
            Moment.ANY_CHANGE,
            Moment.GROUP_FORCED,
            Moment.NEVER,
            Moment.GROUP_WRITTEN);

    private static final boolean SOAK = Boolean.getBoolean("jobledger.soak");

    @TempDir
    Path directory;

    private final long begun = System.nanoTime();
    private final AtomicInteger sound = new AtomicInteger();
    private final AtomicLong heard = new AtomicLong();

    @Test
    void killsLoseNothingThatWasAcknowledgedAndDoubleNothing() throws Exception {
        long acknowledged = 0;
        int rounds = (KILLS + CHILDREN_A_ROUND - 1) / CHILDREN_A_ROUND;
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int round = i;
            tasks.add(() -> round(round));
        }
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> done : two.invokeAll(tasks)) {
                acknowledged += done.get();
            }
        } finally {
            two.shutdownNow();
        }
        System.out.println(figures(rounds, acknowledged) + ", lost: 0, doubled: 0");
    }

    private String figures(int rounds, long acknowledged) {
        int kills = rounds * CHILDREN_A_ROUND;
        return String.format(
                "processes killed: %d (%.1f/s), journals under their writers: %d, half of them between write and"
                        + " acknowledgement, a sixth while opening; acknowledged events: %d",
                kills, kills * 1e9 / (System.nanoTime() - begun), kills * LEDGERS, acknowledged);
    }

    private int round(int number) throws IOException, InterruptedException {
        KillRound round = new KillRound(directory.resolve("round-" + number), LEDGERS, number);
        for (int child = 0; child < CHILDREN_A_ROUND; child++) {
            round.kill(MOMENTS.get(child), false);
            assertThat(round.losses()).as("round %d, child %d", number, child).isEmpty();
        }
        round.remove();
        if (SOAK) {
            System.out.println("so far " + figures(sound.incrementAndGet(), heard.addAndGet(round.acknowledged())));
        }
        return round.acknowledged();
    }

    /** The test of the test: it must find what a disk loses that acknowledges before it writes. */
    @Test
    void killsFindWhatIsAcknowledgedBeforeItIsWritten() throws IOException, InterruptedException {
        List<String> losses = List.of();
        // A child that is killed in a moment in which its disks have caught up has lost nothing.
        for (int kill = 1; losses.isEmpty() && kill <= CHILDREN_A_ROUND; kill++) {
            KillRound round = new KillRound(directory.resolve("hasty-" + kill), LEDGERS, kill);
            round.kill(StallingDisk.Moment.NEVER, true);
            losses = round.losses();
        }
        assertThat(losses).isNotEmpty().allMatch(loss -> loss.contains("acknowledged at position"));
    }
}

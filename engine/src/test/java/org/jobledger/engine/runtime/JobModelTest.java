package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;

/**
 * Jobs do what the naive jobs do, over random schedules of claims, verbs, groups, handlers, time and crashes, in virtual time. Long:
 * {@code -Psoak -Dsoak.jobSchedules=1000000}; one seed again: {@code -Dsoak.jobSeed=SEED -Dsoak.jobSchedules=1}.
 */
class JobModelTest {
    private static final int SCHEDULES = SoakBudget.of("soak.jobSchedules", 100_000, 1_000_000);
    private static final long SEED = Long.getLong("soak.jobSeed", new Random().nextLong());
    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int ENOUGH = 100;

    @Test
    void jobsAndTheNaiveJobsNeverDifferAndEveryVerbComesToEveryState() throws Exception {
        System.out.println("job schedules: " + SCHEDULES + " from seed " + SEED);
        List<Part> parts = IntStream.range(0, THREADS).mapToObj(Part::new).toList();
        for (Part part : parts) {
            part.start();
        }
        Map<String, Integer> visits = new TreeMap<>();
        List<String> cells = LifeSchedule.cells();
        for (Part part : parts) {
            part.join();
            for (int cell = 0; cell < cells.size(); cell++) {
                visits.merge(cells.get(cell), part.visits[cell], Integer::sum);
            }
        }
        String rarest = cells.stream().min(Comparator.comparing(visits::get)).orElseThrow();
        System.out.println("rarest: " + rarest + ", " + visits.get(rarest) + " times");
        parts.stream().filter(part -> part.difference != null).forEach(part -> fail(part.difference));
        if (SCHEDULES >= 100_000) {
            assertThat(visits.get(rarest)).as("%s in %s", rarest, visits).isGreaterThanOrEqualTo(ENOUGH);
        }
    }

    /** The comparison finds what it shall find: of an engine with a shorter queue, what meets there and nothing else is left. */
    @Test
    void aDifferenceIsFoundAndMadeSmall() {
        SteppedLives shorter = new SteppedLives(1);
        List<LifeStep> differing = Stream.iterate(1, seed -> seed + 1)
                .map(seed -> LifeStep.schedule(new Random(seed)))
                .filter(steps -> LifeSchedule.difference(steps, shorter, 0, LifeSchedule.noVisits())
                        .isPresent())
                .findFirst()
                .orElseThrow();

        assertThat(LifeSchedule.difference(differing, new SteppedLives(0), 0, LifeSchedule.noVisits()))
                .isEmpty();
        assertThat(LifeSchedule.shrink(differing, shorter, 0)).hasSizeLessThanOrEqualTo(3);
    }

    /** Every so manieth schedule, on a thread of its own: nothing is shared. */
    private static final class Part extends Thread {
        private final int first;
        private final int[] visits = LifeSchedule.noVisits();
        private volatile String difference;

        Part(int first) {
            this.first = first;
        }

        @Override
        public void run() {
            try {
                compare();
            } catch (RuntimeException | Error e) {
                difference = "not compared to the end: " + e;
                throw e;
            }
        }

        private void compare() {
            Map<Integer, SteppedLives> lives = new HashMap<>();
            for (long seed = SEED + first; seed < SEED + SCHEDULES && difference == null; seed += THREADS) {
                Random random = new Random(seed);
                int maxQueued = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
                List<LifeStep> steps = LifeStep.schedule(random);
                SteppedLives driven = lives.computeIfAbsent(maxQueued, SteppedLives::new);
                if (LifeSchedule.difference(steps, driven, maxQueued, visits).isPresent()) {
                    List<LifeStep> smallest = LifeSchedule.shrink(steps, driven, maxQueued);
                    difference = "seed " + seed + ": "
                            + LifeSchedule.difference(smallest, driven, maxQueued, LifeSchedule.noVisits())
                                    .orElse("not found again");
                }
            }
        }
    }
}

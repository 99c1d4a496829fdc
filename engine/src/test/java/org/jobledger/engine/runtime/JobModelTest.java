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
import org.junit.jupiter.api.Test;

/**
 * Jobs do what the naive jobs do, over random schedules of claims, verbs, groups, handlers, time and crashes, in virtual time. Long:
 * {@code -Psoak -Dsoak.jobSchedules=1000000}; one seed again: {@code -Dsoak.jobSeed=SEED -Dsoak.jobSchedules=1}.
 */
class JobModelTest {
    private static final int SCHEDULES = Integer.getInteger("soak.jobSchedules", 100_000);
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
        for (Part part : parts) {
            part.join();
            part.visits.forEach((cell, times) -> visits.merge(cell, times, Integer::sum));
        }
        String rarest = LifeSchedule.cells().stream()
                .min(Comparator.comparing(cell -> visits.getOrDefault(cell, 0)))
                .orElseThrow();
        System.out.println("rarest: " + rarest + ", " + visits.get(rarest) + " times");
        parts.stream().filter(part -> part.difference != null).forEach(part -> fail(part.difference));
        if (SCHEDULES >= 100_000) {
            assertThat(LifeSchedule.cells())
                    .allSatisfy(cell -> assertThat(visits.getOrDefault(cell, 0))
                            .as("%s in %s", cell, visits)
                            .isGreaterThanOrEqualTo(ENOUGH));
        }
    }

    /** Every so manieth schedule, on a thread of its own: nothing is shared. */
    private static final class Part extends Thread {
        private final int first;
        private final Map<String, Integer> visits = new HashMap<>();
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
                            + LifeSchedule.difference(smallest, driven, maxQueued, new HashMap<>())
                                    .orElse("not found again");
                }
            }
        }
    }
}

package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wipes that meet crashes, aborts and foreign files. */
class WipeHandlerTest {
    /** Of the algorithms with tens of passes, which are all alike, every so manyth step; each of them with 1. */
    private static final int STRIDE = Integer.getInteger("soak.wipe.stride", 5);

    private static final int SEEDS = Integer.getInteger("soak.wipe.seeds", 60);

    private static final int ODD = 5 * WipeWorld.BLOCK + 17;

    @ParameterizedTest
    @EnumSource(WipeAlgorithm.class)
    void aCrashAtAnyStepLeavesNothingOutAndNothingToRepair(WipeAlgorithm algorithm) throws Exception {
        boolean many = PassPlans.of(algorithm).size() > 9;
        int[] sizes = many ? new int[] {WipeWorld.BLOCK + 17} : new int[] {1, ODD};
        for (int size : sizes) {
            WipeWorld calm = new WipeWorld(algorithm, size, true);
            calm.trap.disarm();
            calm.run();
            for (long step = 1; step <= calm.trap.steps(); step += many ? STRIDE : 1) {
                WipeWorld world = new WipeWorld(algorithm, size, true);
                assertThat(world.crashes(step, new Random(step))).isTrue();
                assertResumes(world);
            }
        }
    }

    private static void assertResumes(WipeWorld world) throws Exception {
        Document reached = world.job.checkpoint().orElse(null);
        world.run();
        assertWiped(world);
        if (reached != null && !world.disk.writesSinceCrash().isEmpty()) {
            long offset = reached.integer("offset");
            long expected = offset == world.before.length ? 0 : offset;
            assertThat(world.disk.writesSinceCrash().get(0)).isEqualTo(expected);
        }
    }

    private static void assertWiped(WipeWorld world) throws Exception {
        assertThat(world.disk.durable()).isEqualTo(world.expected());
        for (int pass = 1; pass <= PassPlans.of(world.algorithm).size(); pass++) {
            boolean reads = PassPlans.of(world.algorithm).get(pass - 1) instanceof Pass.Verify;
            assertThat(reads || world.disk.everywhere(pass)).as("pass %s", pass).isTrue();
        }
        assertThat(world.job.processed()).isEqualTo(world.job.total());
        assertThat(world.condition()).isEqualTo(Condition.READY);
    }

    @Test
    void manyCrashesInOneWipeLoseNothing() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            WipeWorld world = new WipeWorld(WipeAlgorithm.SCHNEIER, ODD, true);
            int attempts = 0;
            while (world.crashes(1 + random.nextInt(60), random)) {
                attempts++;
                assertThat(attempts).as("seed %s ends", seed).isLessThan(1000);
            }
            assertWiped(world);
        }
    }

    @Test
    void theCheckFindsACheckpointWithoutAForce() throws Exception {
        int found = 0;
        for (long step = 10; step < 40; step++) {
            WipeWorld world = new WipeWorld(WipeAlgorithm.RANDOM, ODD, false);
            if (world.crashes(step, new Random(step))) {
                world.run();
                found += world.disk.everywhere(1) ? 0 : 1;
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void progressCountsAllPassesAndVerifications() throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.NNSA, ODD, true);
        Document result = world.run();
        assertThat(world.job.total()).isEqualTo(4L * ODD);
        assertThat(world.job.processed()).isEqualTo(4L * ODD);
        assertThat(world.job.paced()).isEqualTo(4L * ODD);
        assertThat(result.integer("passes")).isEqualTo(4);
    }

    @Test
    void anAbortStopsAtTheNextBlockAndLeavesTheContentsUndefined() {
        WipeWorld world = new WipeWorld(WipeAlgorithm.RANDOM, ODD, true);
        world.job.abortAt(2L * WipeWorld.BLOCK);
        assertThatThrownBy(world::run).isInstanceOf(JobAbortedException.class);
        assertThat(world.job.processed()).isEqualTo(2L * WipeWorld.BLOCK);
        assertThat(world.condition()).isEqualTo(Condition.UNDEFINED);
    }

    @Test
    void anAbortBeforeTheFirstWriteLeavesTheVolumeAsItWas() {
        WipeWorld world = new WipeWorld(WipeAlgorithm.ZERO, ODD, true);
        world.job.abortAt(0);
        assertThatThrownBy(world::run).isInstanceOf(JobAbortedException.class);
        assertThat(world.disk.durable()).isEqualTo(world.before);
        assertThat(world.condition()).isEqualTo(Condition.READY);
    }

    @Test
    void aFileThatWasReplacedBetweenCrashAndResumeIsNotTouched() throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.ZERO, ODD, true);
        assertThat(world.crashes(20, new Random(1))).isTrue();
        byte[] then = world.disk.durable();
        world.disk.replacedBy("ino=2");
        assertThatThrownBy(world::run)
                .isInstanceOf(VolumeReplacedException.class)
                .hasMessageContaining("ino=2")
                .hasMessageContaining("ino=1");
        assertThat(world.disk.durable()).isEqualTo(then);
    }

    @Test
    void aVerificationThatReadsSomethingElseFailsAndSaysWhere() throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.DOD, ODD, true);
        world.disk.flipWhenRead(WipeWorld.BLOCK + 5);
        assertThatThrownBy(world::run)
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("byte " + (WipeWorld.BLOCK + 5) + " does not read back");
        assertThat(world.condition()).isEqualTo(Condition.UNDEFINED);
    }

    @Test
    void aVolumeThatWasNeverWholeDoesNotBecomeSo() throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.ZERO, ODD, true);
        world.definitions.put(WipeWorld.POOL, WipeWorld.VOLUME, VolumeRecord.raw(ODD, Condition.INCOMPLETE, 3));
        world.run();
        assertThat(world.condition()).isEqualTo(Condition.INCOMPLETE);
    }

    @Test
    void aFileThatSomebodyElseMadeIsKnownAfterItsWipe() throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.ZERO, ODD, true);
        world.definitions.remove(WipeWorld.POOL, WipeWorld.VOLUME);
        world.run();
        assertThat(world.condition()).isEqualTo(Condition.READY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, WipeWorld.BLOCK - 1, WipeWorld.BLOCK, WipeWorld.BLOCK + 1})
    void everySizeIsWipedExactly(int size) throws Exception {
        WipeWorld world = new WipeWorld(WipeAlgorithm.RANDOM, size, true);
        world.run();
        assertWiped(world);
    }

    @Test
    void twoWipesNeverUseTheSameRandomData() throws Exception {
        WipeWorld one = new WipeWorld(WipeAlgorithm.RANDOM, ODD, true);
        WipeWorld two = new WipeWorld(WipeAlgorithm.RANDOM, ODD, true);
        one.run();
        two.run();
        assertThat(one.disk.durable()).isNotEqualTo(two.disk.durable());
    }
}

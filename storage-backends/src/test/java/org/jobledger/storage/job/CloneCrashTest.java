package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.jobledger.storage.VolumeChangedException;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.junit.jupiter.api.Test;

/** Power cuts under a clone, at every step, on a disk that keeps only what was forced. */
class CloneCrashTest {
    private static final int SIZE = 9 * CloneWorld.BLOCK + 123;

    private static long steps() throws Exception {
        CloneWorld world = new CloneWorld(SIZE, true);
        world.trap.disarm();
        world.run();
        return world.trap.steps();
    }

    @Test
    void aCrashAtAnyStepIsResumedToAnEqualCopyAndNothingLooksHealthyBefore() throws Exception {
        long steps = steps();
        assertThat(steps).isGreaterThan(30);
        for (long step = 1; step <= steps; step++) {
            CloneWorld world = new CloneWorld(SIZE, true);
            boolean crashed = world.crashes(step, new Random(step));
            if (crashed && world.exists() && world.condition().isPresent()) {
                assertThat(world.condition().get() == Condition.INCOMPLETE || equal(world))
                        .as("step %s", step)
                        .isTrue();
            }
            world.run();
            assertThat(world.copy.durable()).as("step %s", step).isEqualTo(world.content);
            assertThat(world.condition()).contains(Condition.READY);
            assertThat(world.job.processed()).isEqualTo(SIZE);
        }
    }

    private static boolean equal(CloneWorld world) {
        return Arrays.equals(world.copy.durable(), world.content);
    }

    @Test
    void manyCrashesInOneCloneLoseNothing() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            CloneWorld world = new CloneWorld(SIZE, true);
            int crashes = 0;
            while (world.crashes(1 + random.nextInt(25), random)) {
                assertThat(crashes++).as("seed %s ends", seed).isLessThan(1000);
            }
            assertThat(world.copy.durable()).as("seed %s", seed).isEqualTo(world.content);
        }
    }

    @Test
    void theCheckFindsACheckpointWithoutAForce() throws Exception {
        int torn = 0;
        for (long step = 12; step < 45; step++) {
            CloneWorld world = new CloneWorld(SIZE, false);
            if (world.crashes(step, new Random(step))) {
                world.run();
                torn += equalSeen(world) ? 0 : 1;
            }
        }
        assertThat(torn).isPositive();
    }

    /** What a reader would see: nothing is ever durable on this disk, so what the last attempt wrote counts too. */
    private static boolean equalSeen(CloneWorld world) throws Exception {
        ByteBuffer seen = ByteBuffer.allocate(SIZE);
        world.copy.open().read(seen, 0);
        return Arrays.equals(seen.array(), world.content);
    }

    @Test
    void aCrashAtAnyStepCanBeRolledBackWithoutATrace() throws Exception {
        long steps = steps();
        for (long step = 1; step <= steps; step += 2) {
            CloneWorld world = new CloneWorld(SIZE, true);
            if (world.crashes(step, new Random(step)) && world.condition().orElse(null) != Condition.READY) {
                world.undo();
                world.undo();
                assertThat(world.exists()).as("step %s", step).isFalse();
                assertThat(world.condition()).isEmpty();
            }
        }
    }

    @Test
    void aSourceThatWasReplacedMeanwhileEndsTheCloneAndRemovesTheCopy() throws Exception {
        CloneWorld world = new CloneWorld(SIZE, true);
        assertThat(world.crashes(24, new Random(1))).isTrue();
        world.source.replacedBy("ino=9");
        assertThatThrownBy(world::run)
                .isInstanceOf(VolumeChangedException.class)
                .hasMessageContaining("volume 's' in pool 'p'")
                .hasMessageContaining("ino=9");
        world.undo();
        assertThat(world.exists()).isFalse();
        assertThat(world.condition()).isEmpty();
    }
}

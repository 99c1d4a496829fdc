package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.Test;

/**
 * Jobs on the volumes of a pool that are cut off at each step, before and after each program that is run and each record that is made.
 * Each kind of storage whose volumes programs make runs all of it.
 */
abstract class CrashConformance {
    static final PoolName POOL = new PoolName("p");
    static final VolumeName OLD = new VolumeName("v");
    static final VolumeName NEW = new VolumeName("c");

    private int worlds;

    /** A pool whose programs are steps. */
    interface Pool {
        StorageBackend backend();

        PoolDefinition definition();

        /** Has a volume hold these bytes. */
        void fill(VolumeName name, byte[] bytes) throws IOException;

        /** What a volume holds. */
        byte[] bytes(VolumeName name) throws IOException;

        /** What else is there that a job may have left, by name. */
        default List<String> others() {
            return List.of();
        }
    }

    /** A new pool, the number-th. */
    abstract Pool pool(Trap trap, int number) throws IOException;

    /** The size of its volumes, bytes: one that it makes exactly so. */
    abstract int size();

    /** The calls that make a volume: "allocate", "clone" and "layer". */
    abstract List<String> making();

    /** A pool with one volume, and a job on it. */
    final class World {
        final Trap trap = new Trap();
        final ResourcesFixture ledger = new ResourcesFixture(trap);
        final Definitions definitions = new Definitions(ledger);
        final byte[] data = new byte[size()];
        final Pool under;
        final StorageBackend backend;
        final PoolDefinition pool;
        final JobFixture job;
        final JobHandler handler;

        World(String call) throws IOException {
            new Random(5).nextBytes(data);
            under = pool(trap, ++worlds);
            backend = under.backend();
            pool = under.definition();
            definitions.put(new PoolRecord(pool, true));
            make(OLD);
            under.fill(OLD, data);
            FoundVolume old = backend.find(pool, OLD).orElseThrow();
            definitions.put(
                    POOL, OLD, VolumeRecord.raw(data.length, Condition.READY, 3).madeAs(old.key()));
            job = new JobFixture(parameters(call), ledger, trap, phase -> {});
            handler = handler(call);
        }

        void make(VolumeName name) throws IOException {
            NewVolume wanted = new NewVolume(Permissions.UNSAID, false, data.length, data.length, key -> {});
            try (VolumeFile file = backend.create(pool, name, wanted)) {
                file.resize(data.length);
            }
        }

        private Document parameters(String call) {
            Target target = new Target(POOL, OLD);
            CloneRequest clone = CloneRequest.of("p", "v", "c");
            return switch (call) {
                case "allocate" -> AllocateHandler.parameters(VolumeRequest.raw("p", "c", data.length), "");
                case "clone" -> CloneHandler.parameters(clone.reflink(Reflink.NEVER), "");
                case "layer" -> CloneHandler.parameters(clone, "");
                case "wipe" -> WipeHandler.parameters(target, WipeAlgorithm.ZERO);
                case "delete" -> DeleteHandler.parameters(target, Set.of());
                default -> DeleteHandler.parameters(target, Set.of(DeleteOption.ZEROED));
            };
        }

        private JobHandler handler(String call) {
            Backends backends = new Backends(List.of(backend));
            HeldSecrets none = new HeldSecrets(VolumeSecrets.NONE);
            int block = data.length / 4;
            Pace pace = new Pace(block, 2L * block, 0, Duration.ofDays(1), true);
            return switch (call) {
                case "allocate" -> new AllocateHandler(definitions, backends, none, data.length, pace);
                case "clone", "layer" -> new CloneHandler(definitions, backends, none, pace);
                case "wipe" -> new WipeHandler(definitions, backends, pace);
                default -> new DeleteHandler(definitions, backends, pace);
            };
        }

        /** Whether it came to that step. */
        boolean crashes(long step) throws Exception {
            return trap.crashes(step, () -> {
                Document unused = job.attempt(handler);
            });
        }

        Optional<Condition> condition(VolumeName name) {
            return definitions.find(POOL, name).map(VolumeRecord::condition);
        }

        boolean holds(VolumeName name, byte[] expected) throws IOException {
            return Arrays.equals(under.bytes(name), expected);
        }
    }

    @Test
    void whatWasCutOffIsMadeOnceAndWholly() throws Exception {
        for (String call : making()) {
            long step = 1;
            for (World world = new World(call); world.crashes(step); world = new World(call)) {
                world.job.attempt(world.handler);
                String at = call + " cut off at step " + step++;
                assertThat(world.backend.names(world.pool)).as(at).containsExactlyInAnyOrder(OLD, NEW);
                assertThat(world.condition(NEW)).as(at).contains(Condition.READY);
                assertThat(call.equals("allocate") || world.holds(NEW, world.data))
                        .as(at)
                        .isTrue();
            }
            assertThat(step).as(call).isGreaterThan(4);
        }
    }

    @Test
    void whatWasCutOffIsRemovedOnceAndWholly() throws Exception {
        for (String call : List.of("delete", "zeroed")) {
            long step = 1;
            for (World world = new World(call); world.crashes(step); world = new World(call)) {
                world.job.attempt(world.handler);
                String at = call + " cut off at step " + step++;
                assertThat(world.backend.names(world.pool)).as(at).isEmpty();
                assertThat(world.condition(OLD)).as(at).isEmpty();
            }
            assertThat(step).as(call).isGreaterThan(4);
        }
    }

    @Test
    void aWipeThatWasCutOffIsSeenAndGoesOnToItsEnd() throws Exception {
        long step = 1;
        for (World world = new World("wipe"); world.crashes(step); world = new World("wipe")) {
            String at = "cut off at step " + step++;
            if (!world.holds(OLD, world.data) && !world.holds(OLD, new byte[size()])) {
                assertThat(world.condition(OLD)).as(at).contains(Condition.UNDEFINED);
            }
            world.job.attempt(world.handler);
            assertThat(world.holds(OLD, new byte[size()])).as(at).isTrue();
            assertThat(world.condition(OLD)).as(at).contains(Condition.READY);
        }
        assertThat(step).isGreaterThan(4);
    }

    @Test
    void whatWasBeingMadeCanBeRolledBackWithoutATrace() throws Exception {
        for (String call : making()) {
            long step = 1;
            for (World world = new World(call); world.crashes(step); world = new World(call)) {
                String at = call + " cut off at step " + step++;
                if (world.condition(NEW).orElse(null) != Condition.READY) {
                    world.job.undo(world.handler);
                    assertThat(world.backend.names(world.pool)).as(at).containsExactly(OLD);
                    assertThat(world.condition(NEW)).as(at).isEmpty();
                    assertThat(world.under.others()).as(at).isEmpty();
                }
            }
        }
    }

    @Test
    void aVolumeThatSomebodyElseMadeMeanwhileIsLeft() throws Exception {
        for (String call : making()) {
            int met = 0;
            long step = 1;
            for (World world = new World(call); world.crashes(step); world = new World(call)) {
                String at = call + " cut off at step " + step++;
                if (!world.backend.taken(world.pool, NEW)) {
                    World now = world;
                    now.make(NEW);
                    byte[] his = new byte[size()];
                    Arrays.fill(his, (byte) 3);
                    now.under.fill(NEW, his);
                    assertThatThrownBy(() -> now.job.attempt(now.handler))
                            .as(at)
                            .isInstanceOf(StorageException.class);
                    now.job.undo(now.handler);
                    assertThat(now.backend.taken(now.pool, NEW)).as(at).isTrue();
                    assertThat(now.holds(NEW, his)).as(at).isTrue();
                    met++;
                }
            }
            assertThat(met).as(call).isGreaterThan(2);
        }
    }
}

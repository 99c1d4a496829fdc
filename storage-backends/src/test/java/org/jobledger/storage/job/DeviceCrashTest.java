package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.logical.LogicalBackend;
import org.jobledger.storage.backend.logical.ModelOfLvm;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on logical volumes that are cut off at each step, before and after each program that is run and each record that is made. */
class DeviceCrashTest {
    private static final int EXTENT = 4 << 20;
    private static final int BLOCK = 1 << 20;
    private static final PoolName POOL = new PoolName("p");
    private static final VolumeName OLD = new VolumeName("v");
    private static final VolumeName NEW = new VolumeName("c");
    private static final byte[] DATA = new byte[EXTENT];

    static {
        new Random(5).nextBytes(DATA);
    }

    private static final Pace PACE = new Pace(BLOCK, 2L * BLOCK, 0, Duration.ofDays(1), true);

    @TempDir
    private Path scratch;

    /** A volume group with one volume, and a job on it. */
    private static final class World {
        final Trap trap = new Trap();
        final ResourcesFixture ledger = new ResourcesFixture(trap);
        final Definitions definitions = new Definitions(ledger);
        final StorageBackend backend;
        final PoolDefinition pool;
        final JobFixture job;
        final JobHandler handler;

        World(Path devices, String call) throws IOException {
            ModelOfLvm model = new ModelOfLvm(devices, 64 << 20);
            PoolTool stepping = (of, what, line) -> {
                boolean changes = line.get(0).equals("lvcreate") || line.get(0).equals("lvremove");
                if (changes) {
                    trap.step("before " + what);
                }
                PoolTool.Result result = model.run(of, what, line);
                if (changes) {
                    trap.step("after " + what);
                }
                return result;
            };
            // The target of a volume group is always under /dev.
            backend = new LogicalBackend(
                    stepping,
                    (path, key, writable) -> DeviceOfFile.open(devices.resolve(path.getFileName()), key, writable));
            pool = new PoolDefinition(
                    POOL,
                    PoolType.LOGICAL,
                    devices,
                    UUID.randomUUID(),
                    PoolSource.NONE.named("vg").on(List.of(PoolSource.Device.of("/dev/sdb"))),
                    PoolSettings.NONE);
            backend.build(pool, Set.of());
            backend.start(pool);
            definitions.put(new PoolRecord(pool, true));
            make(OLD);
            Files.write(devices.resolve("v"), DATA);
            FoundVolume old = backend.find(pool, OLD).orElseThrow();
            definitions.put(
                    POOL, OLD, VolumeRecord.raw(EXTENT, Condition.READY, 3).madeAs(old.key()));
            job = new JobFixture(parameters(call), ledger, trap, phase -> {});
            handler = handler(call);
        }

        void make(VolumeName name) throws IOException {
            backend.create(pool, name, new NewVolume(Permissions.UNSAID, false, EXTENT, EXTENT, key -> {}))
                    .close();
        }

        private Document parameters(String call) {
            Target target = new Target(POOL, OLD);
            return switch (call) {
                case "allocate" -> AllocateHandler.parameters(VolumeRequest.raw("p", "c", EXTENT), "");
                case "clone" ->
                    CloneHandler.parameters(CloneRequest.of("p", "v", "c").reflink(Reflink.NEVER), "");
                case "delete" -> DeleteHandler.parameters(target, Set.of());
                default -> DeleteHandler.parameters(target, Set.of(DeleteOption.ZEROED));
            };
        }

        private JobHandler handler(String call) {
            Backends backends = new Backends(List.of(backend));
            HeldSecrets none = new HeldSecrets(VolumeSecrets.NONE);
            return switch (call) {
                case "allocate" -> new AllocateHandler(definitions, backends, none, EXTENT);
                case "clone" -> new CloneHandler(definitions, backends, none, PACE);
                default -> new DeleteHandler(definitions, backends, PACE);
            };
        }

        /** Whether it came to that step. */
        boolean crashes(long step) throws Exception {
            trap.arm(step);
            try {
                job.attempt(handler);
                return false;
            } catch (Crash e) {
                return true;
            } finally {
                trap.disarm();
            }
        }

        Optional<Condition> condition(VolumeName name) {
            return definitions.find(POOL, name).map(VolumeRecord::condition);
        }

        boolean holds(VolumeName name, byte[] expected) throws IOException {
            return Arrays.equals(Files.readAllBytes(backend.path(pool, name)), expected);
        }
    }

    private World world(String call, long number) throws IOException {
        return new World(scratch.resolve(call + number), call);
    }

    @Test
    void whatWasCutOffIsDoneOnceAndWholly() throws Exception {
        for (String call : List.of("allocate", "clone", "delete", "zeroed")) {
            long step = 1;
            for (World world = world(call, step); world.crashes(step); world = world(call, ++step)) {
                world.job.attempt(world.handler);
                String at = call + " cut off at step " + step;
                switch (call) {
                    case "allocate", "clone" -> {
                        assertThat(world.backend.names(world.pool)).as(at).containsExactlyInAnyOrder(OLD, NEW);
                        assertThat(world.condition(NEW)).as(at).contains(Condition.READY);
                        assertThat(call.equals("allocate") || world.holds(NEW, DATA))
                                .as(at)
                                .isTrue();
                    }
                    default -> {
                        assertThat(world.backend.names(world.pool)).as(at).isEmpty();
                        assertThat(world.condition(OLD)).as(at).isEmpty();
                    }
                }
            }
            assertThat(step).as(call).isGreaterThan(4);
        }
    }

    @Test
    void whatWasBeingMadeCanBeRolledBackWithoutATrace() throws Exception {
        for (String call : List.of("allocate", "clone")) {
            long step = 1;
            for (World world = world(call, 100 + step); world.crashes(step); world = world(call, 100 + ++step)) {
                if (world.condition(NEW).orElse(null) != Condition.READY) {
                    world.job.undo(world.handler);
                    assertThat(world.backend.names(world.pool))
                            .as("%s %s", call, step)
                            .containsExactly(OLD);
                    assertThat(world.condition(NEW)).isEmpty();
                }
            }
        }
    }

    @Test
    void aVolumeThatSomebodyElseMadeMeanwhileIsLeft() throws Exception {
        int met = 0;
        long step = 1;
        for (World world = world("allocate", 200 + step);
                world.crashes(step);
                world = world("allocate", 200 + ++step)) {
            if (!world.backend.taken(world.pool, NEW)) {
                World now = world;
                now.make(NEW);
                Files.write(now.backend.path(now.pool, NEW), DATA);
                assertThatThrownBy(() -> now.job.attempt(now.handler)).isInstanceOf(StorageException.class);
                now.job.undo(now.handler);
                assertThat(now.backend.taken(now.pool, NEW)).as("step %s", step).isTrue();
                assertThat(now.holds(NEW, DATA)).isTrue();
                met++;
            }
        }
        assertThat(met).isGreaterThan(2);
    }
}

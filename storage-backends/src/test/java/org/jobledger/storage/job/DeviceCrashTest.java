package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.logical.LogicalBackend;
import org.jobledger.storage.backend.logical.ModelOfLvm;
import org.junit.jupiter.api.io.TempDir;

/** On logical volumes. */
class DeviceCrashTest extends CrashConformance {
    private static final int EXTENT = 4 << 20;

    @TempDir
    private Path scratch;

    private record Group(StorageBackend backend, PoolDefinition definition) implements Pool {
        @Override
        public void fill(VolumeName name, byte[] bytes) throws IOException {
            Files.write(backend.path(definition, name), bytes);
        }

        @Override
        public byte[] bytes(VolumeName name) throws IOException {
            return Files.readAllBytes(backend.path(definition, name));
        }
    }

    @Override
    int size() {
        return EXTENT;
    }

    @Override
    List<String> making() {
        return List.of("allocate", "clone");
    }

    @Override
    Pool pool(Trap trap, int number) throws IOException {
        Path devices = scratch.resolve("group" + number);
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
        StorageBackend backend = new LogicalBackend(
                stepping,
                (path, key, writable) -> DeviceOfFile.open(devices.resolve(path.getFileName()), key, writable));
        PoolDefinition pool = new PoolDefinition(
                POOL,
                PoolType.LOGICAL,
                devices,
                UUID.randomUUID(),
                PoolSource.NONE.named("vg").on(List.of(PoolSource.Device.of("/dev/sdb"))),
                PoolSettings.NONE);
        backend.build(pool, Set.of());
        backend.start(pool);
        return new Group(backend, pool);
    }
}

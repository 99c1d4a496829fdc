package org.jobledger.storage.backend.logical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.LoopDisk;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.VolumeFile;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real LVM on a loop device, told to leave the kernel's device mapper alone, which not every kernel has: all that it writes to its disks
 * is real, but its volumes have no devices, and none of them can be a snapshot.
 */
class RealLvmTest {
    private static final SystemTool SYSTEM = new SystemTool(ChildLog.NONE);

    @TempDir
    private Path scratch;

    private LoopDisk disk;
    private PoolDefinition pool;
    private LogicalBackend backend;

    @BeforeEach
    void attach() throws Exception {
        disk = LoopDisk.of(scratch, 64 << 20);
        try {
            LoopDisk.run("lvm", "version");
        } catch (IOException e) {
            disk.close();
            Assumptions.abort("MISSING: lvm2, so LVM was tried on a model only: " + e);
        }
        String group = "jobledger" + ProcessHandle.current().pid();
        pool = PoolXml.read("<pool type='logical'><name>p</name><source><device path='" + disk.device() + "'/><name>"
                + group + "</name></source></pool>");
        PoolTool tool = (of, what, line) -> SYSTEM.run(of, what, configured(line));
        backend = new LogicalBackend(tool, DeviceOpener.SYSTEM);
    }

    @AfterEach
    void detach() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    /** It sees no other disk than ours. What is set must be its first argument or its last. */
    private List<String> configured(List<String> line) {
        if (line.get(0).equals("blkid")) {
            return line;
        }
        List<String> configured = new ArrayList<>(line);
        configured.addAll(List.of(
                "--config",
                "global{activation=0} devices{use_devicesfile=0 filter=[\"a|^" + disk.device() + "$|\",\"r|.*|\"]}",
                "--quiet",
                "--quiet"));
        return configured;
    }

    private void make(String name, long bytes) throws IOException {
        try (VolumeFile made = backend.create(
                pool, new VolumeName(name), new NewVolume(Permissions.UNSAID, false, bytes, bytes, key -> {}))) {
            assertThat(made.size()).isEqualTo(8 << 20);
        }
    }

    @Test
    void aGroupIsBuiltFilledEmptiedAndRemovedAndItsRemovalCanBeRepeated() throws Exception {
        backend.build(pool, Set.of());
        assertThatThrownBy(() -> backend.build(pool, Set.of(BuildOption.NO_OVERWRITE)))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("has data on it (LVM2_member)");
        backend.start(pool);
        assertThat(backend.space(pool).capacity()).isEqualTo(60 << 20);
        make("a", (8 << 20) - 1);
        assertThat(backend.scan(pool)).extracting(FoundVolume::name).containsExactly("a");
        assertThat(backend.extents(pool, new VolumeName("a")))
                .singleElement()
                .satisfies(extent -> assertThat(extent.device()).isEqualTo(disk.device()));
        assertThat(backend.space(pool).available()).isEqualTo(52 << 20);
        backend.delete(pool, new VolumeName("a"));
        backend.delete(pool, new VolumeName("a"));
        assertThat(backend.scan(pool)).isEmpty();
        backend.stop(pool);
        backend.build(pool, Set.of(BuildOption.OVERWRITE));
        backend.remove(pool);
        assertThatThrownBy(() -> backend.requireUsable(pool)).hasMessageContaining("not found");
        backend.remove(pool);
        backend.build(pool, Set.of(BuildOption.NO_OVERWRITE));
        backend.remove(pool);
    }
}

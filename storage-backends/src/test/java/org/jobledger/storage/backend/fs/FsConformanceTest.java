package org.jobledger.storage.backend.fs;

import java.nio.file.Path;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.LoopDisk;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.MountTable;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** On a real loop device with ext4. */
class FsConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    private LoopDisk disk;

    private Path target() {
        return scratch.resolve("mnt");
    }

    @Override
    protected void prepare() throws Exception {
        disk = LoopDisk.of(scratch, 64 << 20);
        backend().build(pool(), Set.of(BuildOption.OVERWRITE));
    }

    @AfterEach
    void detach() throws Exception {
        if (disk != null) {
            while (MountTable.now().at(target()).isPresent()) {
                LoopDisk.run("umount", target().toString());
            }
            disk.close();
        }
    }

    @Override
    protected StorageBackend backend() {
        return new MountedBackend(PoolType.FS, new SystemTool(ChildLog.NONE));
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read("<pool type='fs'><name>p</name><source><device path='" + disk.device()
                + "'/><format type='ext4'/></source><target><path>" + target() + "</path></target></pool>");
    }
}

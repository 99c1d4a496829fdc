package org.jobledger.storage.backend.disk;

import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.LoopDisk;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** On a real loop device. */
class DiskConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    private LoopDisk disk;

    @Override
    protected void prepare() throws Exception {
        disk = LoopDisk.of(scratch, 48 << 20);
    }

    @AfterEach
    void detach() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Override
    protected StorageBackend backend() {
        return new DiskBackend(new SystemTool(ChildLog.NONE));
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read("<pool type='disk'><name>p</name><source><device path='" + disk.device()
                + "'/><format type='gpt'/></source><target><path>/dev</path></target></pool>");
    }

    @Override
    protected String name(int number) {
        return Path.of(disk.device()).getFileName() + "p" + number;
    }
}

package org.jobledger.storage.backend.logical;

import java.nio.file.Path;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.GroupConformance;
import org.jobledger.storage.backend.StorageBackend;

/** On a model of LVM: the kernel of the machine that builds this has no device mapper. */
class LogicalConformanceTest extends GroupConformance {
    LogicalConformanceTest() {
        super(PoolType.LOGICAL, "vg");
    }

    @Override
    protected StorageBackend backend(Path devices, long bytes) {
        return new LogicalBackend(new ModelOfLvm(devices, bytes), DeviceOfFile::open);
    }
}

package org.jobledger.storage.backend.zfs;

import java.nio.file.Path;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.GroupConformance;
import org.jobledger.storage.backend.StorageBackend;

/** On a model of ZFS: it is not in Debian's kernel. */
class ZfsConformanceTest extends GroupConformance {
    ZfsConformanceTest() {
        super(PoolType.ZFS, "tank");
    }

    @Override
    protected StorageBackend backend(Path devices, long bytes) {
        return new ZfsBackend(new ModelOfZfs(devices, bytes), DeviceOfFile::open);
    }
}

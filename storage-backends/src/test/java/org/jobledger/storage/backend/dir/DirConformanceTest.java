package org.jobledger.storage.backend.dir;

import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.StorageBackend;
import org.junit.jupiter.api.io.TempDir;

class DirConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    @Override
    protected StorageBackend backend() {
        return new DirBackend();
    }

    @Override
    protected PoolDefinition pool() {
        return PoolDefinition.dir("p", scratch.resolve("pool").toString());
    }
}

package org.jobledger.storage.backend;

import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;

/** The suite on any backend of directories, one of its tests at a time. */
final class ConformanceRun extends BackendConformance {
    private final StorageBackend tried;
    private final Path directory;

    ConformanceRun(StorageBackend tried, Path directory) {
        this.tried = tried;
        this.directory = directory;
    }

    @Override
    protected StorageBackend backend() {
        return tried;
    }

    @Override
    protected PoolDefinition pool() {
        return PoolDefinition.dir("p", directory.resolve("pool").toString());
    }
}

package org.jobledger.storage.backend;

import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;

/** The suite on any backend of directories, one of its tests at a time. */
final class ConformanceRun extends BackendConformance {
    private final StorageBackend backend;
    private final Path directory;

    ConformanceRun(StorageBackend backend, Path directory) {
        this.backend = backend;
        this.directory = directory;
    }

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected PoolDefinition pool() {
        return PoolDefinition.dir("p", directory.resolve("pool").toString());
    }
}

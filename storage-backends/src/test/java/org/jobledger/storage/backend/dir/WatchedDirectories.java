package org.jobledger.storage.backend.dir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.force.Unforced;

/** The directories of pools, watched for promises over names that are not forced. */
public final class WatchedDirectories {
    private final Path directory;
    private final Unforced unforced;
    private final DirBackend backend;

    /** In an empty directory. */
    public WatchedDirectories(Path directory, Unforced unforced) {
        this.directory = directory;
        this.unforced = unforced;
        this.backend = new DirBackend(unforced::force);
    }

    private static PoolDefinition at(Path target) {
        return PoolDefinition.dir("p", target.toString());
    }

    /** Makes that of a pool, and two above it. */
    public void build() {
        Path target = directory.resolve("a").resolve("b").resolve("c");
        for (Path above = target.getParent(); !above.equals(directory.getParent()); above = above.getParent()) {
            unforced.change(above);
        }
        backend.build(at(target), Set.of());
        unforced.promiseAll();
    }

    /** Removes it. */
    public void remove() throws Exception {
        Path target = Files.createDirectory(directory.resolve("d"));
        unforced.change(Objects.requireNonNull(target.getParent()));
        backend.remove(at(target));
        unforced.promiseAll();
    }

    /** Makes the names in it durable. */
    public void force() throws Exception {
        unforced.change(directory.toRealPath());
        backend.force(at(directory));
        unforced.promiseAll();
    }
}

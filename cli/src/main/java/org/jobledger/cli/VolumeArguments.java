package org.jobledger.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a volume as virsh does: by its name and {@code --pool}, or by its path alone. */
final class VolumeArguments {

    @Parameters(index = "0", paramLabel = "VOL", description = "The volume's name, or its path.")
    private String volume = "";

    @Option(names = "--pool", paramLabel = "POOL", description = "The pool it is in; not needed with a path.")
    private @Nullable String pool;

    /**
     * The volume that is named.
     *
     * @throws CommandException if there is none, or no pool is named
     */
    VolumeInfo find(StorageDriver driver) {
        if (pool != null) {
            return Lookup.volume(driver, pool, volume);
        } else if (volume.startsWith("/")) {
            return byPath(driver);
        }
        throw new CommandException(
                "usage", "which pool is volume '" + volume + "' in? Name it with --pool, or give the path");
    }

    private VolumeInfo byPath(StorageDriver driver) {
        Path path = path();
        Path directory = path.getParent();
        for (PoolInfo candidate : driver.pools()) {
            if (candidate.target().equals(directory)) {
                return Lookup.volume(driver, candidate.name(), String.valueOf(path.getFileName()));
            }
        }
        throw new CommandException("no-such-volume", "no pool has its volumes in the directory of '" + volume + "'");
    }

    private Path path() {
        try {
            return Path.of(volume).normalize();
        } catch (InvalidPathException e) {
            throw new CommandException("invalid-value", "'" + volume + "' is not a path", e);
        }
    }
}

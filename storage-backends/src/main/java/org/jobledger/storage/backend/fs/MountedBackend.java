package org.jobledger.storage.backend.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.DeviceProbe;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.io.MountTable;
import org.jobledger.storage.io.MountTable.Mount;

/**
 * Pools whose directory is mounted when they start (libvirt: storage_backend_fs.c). Once it is mounted a volume is a file in it, as in a
 * pool that is a directory; where it is not, the pool cannot be used, so that nothing is ever written below the place of the mount.
 */
public final class MountedBackend extends DirBackend {
    private static final String MADE_BY_MKFS = "lost+found";

    private final PoolType type;
    private final PoolTool tool;

    /**
     * The backend of a type.
     *
     * @param type {@link PoolType#FS}, {@link PoolType#NETFS} or {@link PoolType#VSTORAGE}
     */
    public MountedBackend(PoolType type, PoolTool tool) {
        this.type = type;
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return type;
    }

    /** Makes the directory, and where it is asked for a file system on the device. */
    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        super.build(pool, options);
        if (options.isEmpty()) {
            return;
        }
        if (type != PoolType.FS) {
            throw new BackendException(
                    "pool '" + pool.name() + "' is of type '" + type.word() + "': no file system can be made for it");
        }
        if (mounted(pool).isPresent()) {
            throw new BackendException("'" + MountCommands.source(pool) + "' of pool '" + pool.name() + "' is mounted");
        }
        if (!options.contains(BuildOption.OVERWRITE)) {
            new DeviceProbe(tool).requireBlank(pool, MountCommands.source(pool));
        }
        tool.require(pool, "make a file system on '" + MountCommands.source(pool) + "'", MountCommands.format(pool));
    }

    @Override
    public void requireStartable(PoolDefinition pool) {
        String source = MountCommands.source(pool);
        if (type == PoolType.FS && !Files.exists(Path.of(source))) {
            throw new BackendException("device '" + source + "' of pool '" + pool.name() + "' does not exist");
        }
        super.requireUsable(pool);
        requireFree(pool);
    }

    private void requireFree(PoolDefinition pool) {
        at(pool).filter(mount -> !isSource(pool, mount)).ifPresent(other -> {
            throw new BackendException("target '" + pool.target() + "' of pool '" + pool.name() + "' has '"
                    + other.source() + "' mounted on it");
        });
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        super.requireUsable(pool);
        if (mounted(pool).isEmpty()) {
            throw new BackendException("'" + MountCommands.source(pool) + "' of pool '" + pool.name()
                    + "' is not mounted on '" + pool.target() + "'");
        }
    }

    /** May be called again: what a crash left mounted stays. */
    @Override
    public void start(PoolDefinition pool) {
        requireFree(pool);
        if (mounted(pool).isEmpty()) {
            tool.require(
                    pool,
                    "mount '" + MountCommands.source(pool) + "'",
                    type == PoolType.VSTORAGE ? new ClusterMount(tool).line(pool) : MountCommands.mount(pool));
        }
    }

    @Override
    public void stop(PoolDefinition pool) {
        if (mounted(pool).isPresent()) {
            tool.require(pool, "unmount '" + MountCommands.source(pool) + "'", MountCommands.unmount(pool));
        }
    }

    /** Without the directory that mkfs itself makes. */
    @Override
    public List<VolumeName> names(PoolDefinition pool) {
        return super.names(pool).stream()
                .filter(name -> !name.text().equals(MADE_BY_MKFS))
                .toList();
    }

    /** What is mounted, before it is mounted too. */
    @Override
    public String identity(PoolDefinition pool) {
        return type.word() + " " + real(MountCommands.source(pool));
    }

    private Optional<Mount> mounted(PoolDefinition pool) {
        return at(pool).filter(mount -> isSource(pool, mount));
    }

    private static Optional<Mount> at(PoolDefinition pool) {
        try {
            return MountTable.now().at(Path.of(real(pool.target().toString())));
        } catch (IOException e) {
            throw new BackendException(
                    "cannot tell what is mounted for pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    private static boolean isSource(PoolDefinition pool, Mount mount) {
        return real(MountCommands.source(pool)).equals(real(mount.source()));
    }

    /** Of a path that is there, what it leads to; else the text itself. */
    private static String real(String text) {
        try {
            return text.startsWith("/") ? Path.of(text).toRealPath().toString() : text;
        } catch (IOException e) {
            return text;
        }
    }
}

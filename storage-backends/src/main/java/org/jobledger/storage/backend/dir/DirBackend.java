package org.jobledger.storage.backend.dir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.ReadOnlyStorageException;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.DirectorySync;
import org.jobledger.storage.io.DiskVolumeFile;
import org.jobledger.storage.io.FileOwner;
import org.jobledger.storage.io.FileStatus;
import org.jobledger.storage.io.ImageLockedException;
import org.jobledger.storage.io.MountedStores;
import org.jobledger.storage.io.NameForcing;
import org.jobledger.storage.io.OpenElsewhere;
import org.jobledger.storage.io.VolumeFile;

/** Pools that are a directory, and the part of others that is. A volume is a regular file in it with one name; symbolic links are never followed out of it. */
public class DirBackend implements StorageBackend {
    private final MountedStores stores = new MountedStores();
    private final NameForcing names;
    private final PoolDirectory directory;

    /** The backend of directories. */
    public DirBackend() {
        this(DirectorySync::force);
    }

    /** The same, which makes names durable in this way. */
    DirBackend(NameForcing names) {
        this.names = names;
        this.directory = new PoolDirectory(names);
    }

    @Override
    public PoolType type() {
        return PoolType.DIR;
    }

    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        if (!options.isEmpty() && type() == PoolType.DIR) {
            throw new InvalidValueException(
                    "pool '" + pool.name() + "' is a directory: it has no device to build " + options);
        }
        directory.build(pool);
    }

    @Override
    public void remove(PoolDefinition pool) {
        directory.remove(pool);
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        directory.requireUsable(pool);
    }

    @Override
    public String identity(PoolDefinition pool) {
        return on(
                pool,
                "look at",
                target -> String.valueOf(Files.getAttribute(target, "unix:dev")) + ":"
                        + Files.getAttribute(target, "unix:ino"));
    }

    @Override
    public Space space(PoolDefinition pool) {
        return on(pool, "measure", target -> {
            FileStore store = stores.of(target);
            long total = store.getTotalSpace();
            return new Space(total, total - store.getUnallocatedSpace(), store.getUsableSpace());
        });
    }

    @Override
    public List<FoundVolume> scan(PoolDefinition pool) {
        return names(pool).stream()
                .map(name -> find(pool, name))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<VolumeName> names(PoolDefinition pool) {
        return on(pool, "list", target -> {
            try (Stream<Path> files = Files.list(target)) {
                return files.sorted()
                        .map(file -> allowed(String.valueOf(file.getFileName())))
                        .flatMap(Optional::stream)
                        .toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static Optional<VolumeName> allowed(String name) {
        try {
            return Optional.of(new VolumeName(name));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        return status(pool, volume)
                .filter(status -> status.kind() == FileStatus.Kind.REGULAR)
                .map(status -> new FoundVolume(
                        volume.text(), path(pool, volume), status.size(), status.allocated(), status.key()));
    }

    @Override
    public boolean taken(PoolDefinition pool, VolumeName volume) {
        return status(pool, volume).isPresent();
    }

    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        return pool.target().resolve(volume.text());
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        return create(pool, volume, Permissions.ofMode(mode.bits()), false);
    }

    @Override
    public boolean holdsImages() {
        return true;
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, Permissions permissions, boolean noCopyOnWrite) {
        Integer mode = permissions.mode();
        FileOwner owner = new FileOwner(
                mode == null ? VolumeMode.OWNER_ONLY.bits() : mode, permissions.owner(), permissions.group());
        return on(pool, "make volume '" + volume + "' in", target -> {
            try {
                return DiskVolumeFile.create(target.resolve(volume.text()), owner, noCopyOnWrite);
            } catch (FileAlreadyExistsException e) {
                throw new VolumeExistsException("pool '" + pool.name() + "' has a file '" + volume + "' already", e);
            } catch (IOException e) {
                requireWritable(pool, target);
                throw e;
            }
        });
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        requireVolume(pool, volume);
        requireUnused(pool, volume, Use.CHANGE);
        return opened(pool, volume, DiskVolumeFile::open);
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        requireVolume(pool, volume);
        requireUnused(pool, volume, Use.READ);
        return opened(pool, volume, DiskVolumeFile::openToRead);
    }

    private static VolumeFile opened(PoolDefinition pool, VolumeName volume, InDirectory<VolumeFile> opening) {
        return on(pool, "open volume '" + volume + "' in", target -> {
            try {
                return opening.in(target.resolve(volume.text()));
            } catch (NoSuchFileException e) {
                throw missing(pool, volume);
            } catch (ImageLockedException e) {
                throw new VolumeOpenElsewhereException(
                        "volume '" + volume + "' in pool '" + pool.name() + "' is open elsewhere: " + e.getMessage(),
                        e);
            }
        });
    }

    @Override
    public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {
        Optional<String> other = on(pool, "look at volume '" + volume + "' in", target -> {
            if (use == Use.CHANGE) {
                requireWritable(pool, target);
            }
            return find(pool, volume).isPresent()
                    ? OpenElsewhere.by(target.resolve(volume.text()), use == Use.READ)
                    : Optional.empty();
        });
        if (other.isPresent()) {
            throw new VolumeOpenElsewhereException("volume '" + volume + "' in pool '" + pool.name() + "' is open"
                    + (use == Use.READ ? " for writing" : "") + " elsewhere: " + other.get());
        }
    }

    private static void requireWritable(PoolDefinition pool, Path target) throws IOException {
        if (Files.getFileStore(target).isReadOnly()) {
            throw new ReadOnlyStorageException(
                    "pool '" + pool.name() + "' can only be read: the file system of '" + target + "' is read-only");
        }
    }

    @Override
    public void requireVolume(PoolDefinition pool, VolumeName volume) {
        FileStatus status = status(pool, volume).orElseThrow(() -> missing(pool, volume));
        String fault = switch (status.kind()) {
            case LINK -> "is a symbolic link";
            case DIRECTORY -> "is a directory";
            case DEVICE, OTHER -> "is no regular file";
            case REGULAR -> status.links() > 1 ? "has " + status.links() + " names (hard links)" : "";
        };
        if (!fault.isEmpty()) {
            throw new UnsafePathException("volume '" + volume + "' in pool '" + pool.name() + "' " + fault + ": '"
                    + path(pool, volume) + "'");
        }
    }

    private static NoSuchVolumeException missing(PoolDefinition pool, VolumeName volume) {
        return new NoSuchVolumeException("pool '" + pool.name() + "' has no volume '" + volume + "'");
    }

    @Override
    public void delete(PoolDefinition pool, VolumeName volume) {
        if (status(pool, volume).isEmpty()) {
            return;
        }
        requireDeletable(pool, volume);
        on(pool, "remove volume '" + volume + "' of", target -> {
            try {
                return Files.deleteIfExists(target.resolve(volume.text()));
            } catch (IOException e) {
                requireWritable(pool, target);
                throw e;
            }
        });
    }

    private void requireDeletable(PoolDefinition pool, VolumeName volume) {
        if (find(pool, volume).isEmpty()) {
            throw new UnsafePathException("'" + path(pool, volume) + "' in pool '" + pool.name()
                    + "' is no regular file; it was not removed");
        }
    }

    @Override
    public void force(PoolDefinition pool) {
        on(pool, "force the directory of", target -> {
            names.force(target);
            return target;
        });
    }

    private Optional<FileStatus> status(PoolDefinition pool, VolumeName volume) {
        return on(pool, "look for volume '" + volume + "' in", target -> FileStatus.of(target.resolve(volume.text())));
    }

    /** Works in the real directory, so that a link on the way to it cannot be turned between a check and its use. */
    private static <T> T on(PoolDefinition pool, String what, InDirectory<T> work) {
        try {
            return work.in(pool.target().toRealPath());
        } catch (IOException e) {
            throw new BackendException("cannot " + what + " pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    @FunctionalInterface
    private interface InDirectory<T> {
        T in(Path target) throws IOException;
    }
}

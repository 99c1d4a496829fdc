package org.jobledger.storage.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.io.NoSpaceException;
import org.jobledger.storage.io.VolumeFile;
import org.jobledger.storage.job.PassingFile;

/** A directory of real files, one of which can get into trouble from a byte on. */
final class TroubledPool extends DirBackend {
    /** What happens to it. */
    enum Trouble {
        NONE,
        EIO,
        ENOSPC,
        VANISHED
    }

    private volatile Trouble trouble = Trouble.NONE;
    private volatile String of = "";
    private volatile long from;
    private volatile Optional<Path> instead = Optional.empty();

    /** From this byte of this volume on. */
    void trouble(Trouble what, String volume, long firstByte) {
        of = volume;
        from = firstByte;
        trouble = what;
    }

    /** A program that is given the volume in trouble gets this. */
    void instead(Path path) {
        instead = Optional.of(path);
    }

    void calm() {
        trouble = Trouble.NONE;
        instead = Optional.empty();
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, Permissions permissions, boolean noCopyOnWrite) {
        return new Troubled(super.create(pool, volume, permissions, noCopyOnWrite), path(pool, volume));
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return new Troubled(super.open(pool, volume), path(pool, volume));
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return new Troubled(super.openToRead(pool, volume), path(pool, volume));
    }

    private final class Troubled implements PassingFile {
        private final VolumeFile file;
        private final Path path;

        Troubled(VolumeFile file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public VolumeFile file() {
            return file;
        }

        private void meet(long end, boolean writing) throws IOException {
            if (end <= from || !path.endsWith(of)) {
                return;
            }
            switch (trouble) {
                case EIO -> throw new IOException("Input/output error");
                case ENOSPC -> {
                    if (writing) {
                        throw new NoSpaceException("no space left for bytes up to " + end);
                    }
                }
                case VANISHED -> Files.deleteIfExists(path);
                default -> {}
            }
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            meet(offset + source.remaining(), true);
            file.write(source, offset);
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            meet(offset + target.remaining(), false);
            file.read(target, offset);
        }

        @Override
        public void allocate(long offset, long length) throws IOException {
            meet(offset + length, true);
            file.allocate(offset, length);
        }

        @Override
        public Optional<Path> childPath() throws IOException {
            Optional<Path> given = file.childPath();
            if (path.endsWith(of) && trouble == Trouble.VANISHED) {
                Files.deleteIfExists(path);
            }
            return path.endsWith(of) && instead.isPresent() ? instead : given;
        }

        @Override
        public boolean pastCache() {
            return file.pastCache();
        }

        @Override
        public boolean shareBlocks(VolumeFile source, long offset, long length) throws IOException {
            return source instanceof Troubled troubled && file.shareBlocks(troubled.file, offset, length);
        }
    }
}

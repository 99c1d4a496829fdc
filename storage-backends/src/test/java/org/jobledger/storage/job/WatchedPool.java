package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.force.Unforced;
import org.jobledger.storage.io.VolumeFile;

/** A directory of real files that says of each change whether it was forced. */
final class WatchedPool extends DirBackend {
    private final Unforced unforced;

    WatchedPool(Unforced unforced) {
        this.unforced = unforced;
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, Permissions permissions, boolean noCopyOnWrite) {
        unforced.change(pool.target());
        unforced.make(path(pool, volume));
        return new Watched(super.create(pool, volume, permissions, noCopyOnWrite), path(pool, volume), unforced);
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return new Watched(super.open(pool, volume), path(pool, volume), unforced);
    }

    @Override
    public void delete(PoolDefinition pool, VolumeName volume) {
        unforced.change(pool.target());
        unforced.gone(path(pool, volume));
        super.delete(pool, volume);
    }

    @Override
    public void force(PoolDefinition pool) {
        unforced.force(pool.target());
    }

    private record Watched(VolumeFile file, Path path, Unforced unforced) implements PassingFile {
        @Override
        public boolean fixed() {
            return file.fixed();
        }

        @Override
        public Optional<Path> childPath() throws IOException {
            return file.childPath();
        }

        @Override
        public boolean pastCache() {
            return file.pastCache();
        }

        @Override
        public void resize(long bytes) throws IOException {
            if (bytes != file.size()) {
                unforced.change(path);
            }
            file.resize(bytes);
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            unforced.change(path);
            file.write(source, offset);
        }

        @Override
        public void allocate(long offset, long length) throws IOException {
            unforced.change(path);
            file.allocate(offset, length);
        }

        @Override
        public void discard(long offset, long length) throws IOException {
            unforced.change(path);
            file.discard(offset, length);
        }

        @Override
        public void force() {
            unforced.force(path);
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.PassingBackend;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.NoSpaceException;
import org.jobledger.storage.io.VolumeFile;

/** A real backend whose every change is a step at which the power may be cut, and whose disk may be full. */
final class TrappedBackend implements PassingBackend {
    private final StorageBackend real;
    private final Trap trap;
    private long room = Long.MAX_VALUE;
    private volatile long unwritableFrom = Long.MAX_VALUE;
    private long unreadableFrom = Long.MAX_VALUE;

    TrappedBackend(StorageBackend real, Trap trap) {
        this.real = real;
        this.trap = trap;
    }

    @Override
    public StorageBackend of(PoolDefinition pool) {
        return real;
    }

    /** Nothing beyond this byte can be allocated. */
    void room(long bytes) {
        room = bytes;
    }

    /** Nothing from this byte on can be written. */
    void failWritesFrom(long offset) {
        unwritableFrom = offset;
    }

    /** Nothing from this byte on can be read. */
    void failReadsFrom(long offset) {
        unreadableFrom = offset;
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return new TrappedFile(real.openToRead(pool, volume));
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        trap.step("create");
        VolumeFile file = new TrappedFile(real.create(pool, volume, mode));
        trap.step("after create");
        return file;
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return new TrappedFile(real.open(pool, volume));
    }

    @Override
    public void delete(PoolDefinition pool, VolumeName volume) {
        trap.step("delete");
        real.delete(pool, volume);
        trap.step("after delete");
    }

    @Override
    public void force(PoolDefinition pool) {
        real.force(pool);
        trap.step("after force of the directory");
    }

    private final class TrappedFile implements PassingFile {
        private final VolumeFile file;

        TrappedFile(VolumeFile file) {
            this.file = file;
        }

        @Override
        public VolumeFile file() {
            return file;
        }

        @Override
        public void resize(long bytes) throws IOException {
            trap.step("resize");
            file.resize(bytes);
            trap.step("after resize");
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            trap.step("write");
            if (offset + source.remaining() > room) {
                throw new NoSpaceException("no space left for " + source.remaining() + " bytes");
            }
            if (offset + source.remaining() > unwritableFrom) {
                throw new IOException("Input/output error");
            }
            file.write(source, offset);
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            if (offset + target.remaining() > unreadableFrom) {
                throw new IOException("Input/output error");
            }
            file.read(target, offset);
        }

        @Override
        public void allocate(long offset, long length) throws IOException {
            trap.step("allocate");
            if (offset + length > room) {
                throw new NoSpaceException("no space left for " + length + " bytes");
            }
            file.allocate(offset, length);
            trap.step("after allocate");
        }

        @Override
        public boolean shareBlocks(VolumeFile source, long offset, long length) throws IOException {
            return file.shareBlocks(((TrappedFile) source).file, offset, length);
        }

        @Override
        public void force() throws IOException {
            file.force();
            trap.step("after force");
        }
    }
}

package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.DiskFile;

/** A disk over another one that has room for so many bytes in files. What does not fit is written in part and refused. Thread-safe. */
public final class SmallDisk implements Disk {
    private final Disk under;
    private final String error;
    private final boolean tells;
    private final Map<Path, Long> lengths = new HashMap<>();
    private long capacity;

    /**
     * A disk.
     *
     * @param error what it says when it is full
     * @param tells whether it says how much room there is, or gives an error when it is asked
     */
    public SmallDisk(Disk under, long capacity, String error, boolean tells) {
        this.under = under;
        this.capacity = capacity;
        this.error = error;
        this.tells = tells;
    }

    /** Bytes in files. */
    public synchronized long used() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    /** From now on there is room for so many bytes. */
    public synchronized void resize(long newCapacity) {
        capacity = newCapacity;
    }

    @Override
    public synchronized long usableBytes(Path directory) throws IOException {
        if (!tells) {
            throw new IOException("Mount point not found");
        }
        return Math.max(0, capacity - used());
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        DiskFile made = under.create(file);
        lengths.put(file, 0L);
        return new SmallFile(file, made);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return under.open(file);
    }

    @Override
    public DiskFile openForWriting(Path file) throws IOException {
        return new SmallFile(file, under.openForWriting(file));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        under.makeDirectory(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return under.list(directory);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        under.delete(file);
        lengths.remove(file);
    }

    @Override
    public synchronized void replace(Path from, Path to) throws IOException {
        under.replace(from, to);
        lengths.put(to, lengths.getOrDefault(from, 0L));
        lengths.remove(from);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        under.forceDirectory(directory);
    }

    private final class SmallFile implements DiskFile {
        private final Path path;
        private final DiskFile file;

        SmallFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            synchronized (SmallDisk.this) {
                long length = lengths.getOrDefault(path, 0L);
                long end = Math.min(offset + source.remaining(), length + Math.max(0, capacity - used()));
                boolean fits = end == offset + source.remaining();
                if (end > offset) {
                    ByteBuffer part = source.slice(source.position(), (int) (end - offset));
                    source.position(source.position() + part.remaining());
                    file.write(part, offset);
                    lengths.put(path, Math.max(length, end));
                }
                if (!fits) {
                    throw new IOException(error);
                }
            }
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            file.read(target, offset);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.force(metadata);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (SmallDisk.this) {
                file.truncate(length);
                lengths.merge(path, length, Math::min);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk over another one whose errors name the file, what was done to it, and how many bytes were to be written. Errors that tell of a
 * file that is missing, there already or not allowed name it themselves and pass.
 *
 * @param under the disk
 */
record NamingDisk(Disk under) implements Disk {

    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException;
    }

    @FunctionalInterface
    private interface Act {
        void make() throws IOException;
    }

    static NamingDisk over(Disk disk) {
        return disk instanceof NamingDisk already ? already : new NamingDisk(disk);
    }

    private <T> T call(Path file, String doing, long bytes, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (FileSystemException | DiskFailure e) {
            throw e;
        } catch (IOException e) {
            throw new DiskFailure(file, doing, bytes > 0 && lacks(file, bytes), e);
        }
    }

    private void act(Path file, String doing, Act act) throws IOException {
        act(file, doing, 0, act);
    }

    private void act(Path file, String doing, long bytes, Act act) throws IOException {
        call(file, doing, bytes, () -> {
            act.make();
            return file;
        });
    }

    private boolean lacks(Path file, long bytes) {
        try {
            return under.usableBytes(file.getParent() == null ? file : file.getParent()) < bytes;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new NamedFile(file, call(file, "create it", 1, () -> under.create(file)));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new NamedFile(file, call(file, "open it", 0, () -> under.open(file)));
    }

    @Override
    public DiskFile openForWriting(Path file) throws IOException {
        return new NamedFile(file, call(file, "open it for writing", 0, () -> under.openForWriting(file)));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        act(directory, "make the directory", 1, () -> under.makeDirectory(directory));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return call(directory, "list it", 0, () -> under.list(directory));
    }

    @Override
    public void delete(Path file) throws IOException {
        act(file, "delete it", () -> under.delete(file));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        act(to, "put " + from.getFileName() + " in its place", 1, () -> under.replace(from, to));
    }

    @Override
    public String identity(Path directory) throws IOException {
        return call(directory, "identify it", 0, () -> under.identity(directory));
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return call(directory, "ask for its free space", 0, () -> under.usableBytes(directory));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        act(directory, "force its entries", () -> under.forceDirectory(directory));
    }

    private final class NamedFile implements DiskFile {
        private final Path path;
        private final DiskFile file;

        NamedFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            int bytes = source.remaining();
            act(path, "write " + bytes + " bytes at " + offset, bytes, () -> file.write(source, offset));
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            act(path, "read it", () -> file.read(target, offset));
        }

        @Override
        public void force(boolean metadata) throws IOException {
            act(path, "force it", () -> file.force(metadata));
        }

        @Override
        public long length() throws IOException {
            return call(path, "ask for its length", 0, file::length);
        }

        @Override
        public void truncate(long length) throws IOException {
            act(path, "cut it to " + length + " bytes", () -> file.truncate(length));
        }

        @Override
        public void close() throws IOException {
            act(path, "close it", file::close);
        }
    }
}

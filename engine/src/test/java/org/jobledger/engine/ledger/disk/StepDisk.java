package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.DiskFile;

/** A disk over another one that sees each change as a {@link Step} and says what becomes of it. */
public abstract class StepDisk implements Disk {
    private final Disk under;

    StepDisk(Disk under) {
        this.under = under;
    }

    /** The change itself. */
    @FunctionalInterface
    public interface Change {
        /** Makes it. */
        void make() throws IOException;
    }

    /** Makes a change, or does not. */
    abstract void perform(Step step, Change change) throws IOException;

    @Override
    public final DiskFile create(Path file) throws IOException {
        DiskFile[] made = new DiskFile[1];
        perform(Step.of(Step.Kind.CREATE, file), () -> made[0] = under.create(file));
        return new StepFile(file, made[0]);
    }

    @Override
    public final DiskFile open(Path file) throws IOException {
        return under.open(file);
    }

    @Override
    public final DiskFile openForWriting(Path file) throws IOException {
        return new StepFile(file, under.openForWriting(file));
    }

    @Override
    public final void makeDirectory(Path directory) throws IOException {
        perform(Step.of(Step.Kind.MAKE_DIRECTORY, directory), () -> under.makeDirectory(directory));
    }

    @Override
    public final List<String> list(Path directory) throws IOException {
        return under.list(directory);
    }

    @Override
    public final void delete(Path file) throws IOException {
        perform(Step.of(Step.Kind.DELETE, file), () -> under.delete(file));
    }

    @Override
    public final void replace(Path from, Path to) throws IOException {
        perform(Step.replace(from, to), () -> under.replace(from, to));
    }

    @Override
    public final void forceDirectory(Path directory) throws IOException {
        perform(Step.of(Step.Kind.FORCE_DIRECTORY, directory), () -> under.forceDirectory(directory));
    }

    private final class StepFile implements DiskFile {
        private final Path path;
        private final DiskFile file;

        StepFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            perform(Step.write(path, source, offset), () -> file.write(source, offset));
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            file.read(target, offset);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            perform(Step.withNumber(Step.Kind.FORCE, path, metadata ? 1 : 0), () -> file.force(metadata));
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            perform(Step.withNumber(Step.Kind.TRUNCATE, path, length), () -> file.truncate(length));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedFileTest {

    @TempDir
    private Path directory;

    @Test
    void everyBodyIsForcedBeforeItsFooterAndEveryFooterBeforeWhatComesNext() {
        FilePath.register(new Recording());
        Recording.OPERATIONS.clear();

        try (Projection tables = Projection.openFile(directory.resolve("ledger"), "recording:")) {
            Tables.fill(tables, Histories.mixed().events(), 5);
        }

        List<String> operations = new ArrayList<>(Recording.OPERATIONS);
        assertThat(operations)
                .filteredOn(operation -> operation.startsWith("write"))
                .hasSizeGreaterThan(4);
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).startsWith("write")) {
                assertThat(operations.get(i + 1))
                        .as("after " + operations.get(i))
                        .isEqualTo("force");
            } else if (operations.get(i).startsWith("truncate")) {
                assertThat(operations.get(i - 1))
                        .as("before " + operations.get(i))
                        .isEqualTo("force");
            }
        }
        assertThat(operations).contains("write 512").doesNotContain("write 4096", "write 8192");
    }

    /** A layer below that notes what reaches it. */
    public static final class Recording extends FilePathWrapper {
        static final List<String> OPERATIONS = new CopyOnWriteArrayList<>();

        @Override
        public String getScheme() {
            return "recording";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new RecordingFile(super.open(mode));
        }
    }

    private static final class RecordingFile extends FileBaseDefault {
        private final FileChannel base;

        RecordingFile(FileChannel base) {
            this.base = base;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            Recording.OPERATIONS.add("write " + source.remaining());
            return base.write(source, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            Recording.OPERATIONS.add("truncate " + size);
            base.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            Recording.OPERATIONS.add("force");
            base.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}

package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A volume in a real file: direct and buffered I/O give one content. */
class DiskVolumeFileTest {
    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("v");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 4095, 4096, 4097, 100_000, 1 << 20})
    void whatIsWrittenInBlocksIsReadBack(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(size);
            ByteBuffer buffer = file.buffer(8192);
            for (int at = 0; at < size; at += 8192) {
                buffer.clear().put(content, at, Math.min(8192, size - at)).flip();
                file.write(buffer, at);
            }
            file.force();
            assertThat(Files.readAllBytes(path)).isEqualTo(content);
            ByteBuffer back = file.buffer(size);
            file.read(back, 0);
            byte[] read = new byte[size];
            back.flip().get(read);
            assertThat(read).isEqualTo(content);
            assertThat(file.size()).isEqualTo(size);
        }
    }

    @Test
    void unalignedWritesInAnyOrderGiveTheContentOfAPlainArray() throws IOException {
        Random random = new Random(7);
        byte[] model = new byte[200_000];
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(model.length);
            for (int i = 0; i < 300; i++) {
                int from = random.nextBoolean() ? random.nextInt(40) * 4096 : random.nextInt(model.length);
                byte[] part = new byte[Math.min(1 + random.nextInt(20_000), model.length - from)];
                random.nextBytes(part);
                System.arraycopy(part, 0, model, from, part.length);
                file.write(file.buffer(part.length).put(part).flip(), from);
            }
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(model);
    }

    @Test
    void allocatingKeepsWhatIsThere() throws IOException {
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(1 << 20);
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 4096);
            file.allocate(0, 1 << 20);
            ByteBuffer back = ByteBuffer.allocate(3);
            file.read(back, 4096);
            assertThat(back.array()).containsExactly(1, 2, 3);
        }
        assertThat(FileStatus.of(path).orElseThrow().allocated()).isGreaterThanOrEqualTo(1 << 20);
    }

    @Test
    void discardingGivesBlocksBackAndKeepsTheSize() throws IOException {
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(1 << 20);
            file.allocate(0, 1 << 20);
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 4096);
            file.force();
            file.discard(0, 1 << 20);
            ByteBuffer back = ByteBuffer.allocate(3);
            file.read(back, 4096);
            assertThat(back.array()).containsOnly(0);
        }
        assertThat(Files.size(path)).isEqualTo(1 << 20);
        assertThat(FileStatus.of(path).orElseThrow().allocated()).isLessThan(1 << 20);
    }

    @Test
    void growingLeavesAHoleAndShrinkingCuts() throws IOException {
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(10 << 20);
            assertThat(file.size()).isEqualTo(10 << 20);
            assertThat(FileStatus.of(path).orElseThrow().allocated()).isLessThan(1 << 20);
            file.resize(5);
            assertThat(file.size()).isEqualTo(5);
        }
    }

    @Test
    void readingPastTheEndSaysSo() throws IOException {
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            file.resize(10);
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(11), 0)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aSymbolicLinkIsNotOpened() throws IOException {
        Files.createSymbolicLink(path, Files.createFile(directory.resolve("other")));
        assertThatThrownBy(() -> DiskVolumeFile.open(path)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DiskVolumeFile.create(path)).isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptEndsTheCallAndIsNotSwallowed() throws IOException {
        try (VolumeFile file = DiskVolumeFile.create(path)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 0))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void thePlatformAloneTellsTheSameOfAFile() throws IOException {
        Files.write(path, new byte[5]);
        FileStatus exact = FileStatus.of(path).orElseThrow();
        FileStatus plain = FileStatus.ofPlatform(path).orElseThrow();
        assertThat(plain.kind()).isEqualTo(exact.kind()).isEqualTo(FileStatus.Kind.REGULAR);
        assertThat(plain.size()).isEqualTo(exact.size()).isEqualTo(5);
        assertThat(exact.key()).startsWith(plain.key());
        assertThat(FileStatus.of(directory.resolve("none"))).isEmpty();
    }
}

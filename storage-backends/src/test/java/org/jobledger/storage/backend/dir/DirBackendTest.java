package org.jobledger.storage.backend.dir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory as a pool, with everything in it that is no volume. */
class DirBackendTest {
    private static final VolumeName VOLUME = new VolumeName("v");

    private final DirBackend backend = new DirBackend();

    @TempDir
    private Path parent;

    private PoolDefinition pool;
    private Path outside;

    @BeforeEach
    void makePool() throws IOException {
        pool = PoolDefinition.dir("p", parent.resolve("pool").toString());
        backend.build(pool, Set.of());
        outside = Files.writeString(parent.resolve("outside"), "precious");
    }

    private Path file() {
        return pool.target().resolve("v");
    }

    @Test
    void onlyRegularFilesAreVolumes() throws IOException {
        Files.writeString(pool.target().resolve("b"), "12345");
        Files.createFile(pool.target().resolve("a"));
        Files.createDirectory(pool.target().resolve("dir"));
        Files.createSymbolicLink(pool.target().resolve("link"), outside);
        Files.createFile(pool.target().resolve("bad\nname"));
        assertThat(backend.scan(pool)).extracting(FoundVolume::name).containsExactly("a", "b");
        assertThat(backend.find(pool, new VolumeName("b")).orElseThrow().size()).isEqualTo(5);
    }

    @Test
    void aSymbolicLinkIsNeverFollowed() throws IOException {
        Files.createSymbolicLink(file(), outside);
        assertThat(backend.taken(pool, VOLUME)).isTrue();
        assertThat(backend.find(pool, VOLUME)).isEmpty();
        assertThatThrownBy(() -> backend.open(pool, VOLUME))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> backend.create(pool, VOLUME, VolumeMode.OWNER_ONLY))
                .isInstanceOf(VolumeExistsException.class);
        assertThatThrownBy(() -> backend.delete(pool, VOLUME)).isInstanceOf(UnsafePathException.class);
        assertThat(outside).hasContent("precious");
        assertThat(file()).isSymbolicLink();
    }

    @Test
    void aFileWithASecondNameElsewhereIsNotWrittenTo() throws IOException {
        Files.createLink(file(), outside);
        assertThatThrownBy(() -> backend.open(pool, VOLUME))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining("2 names");
        backend.delete(pool, VOLUME);
        assertThat(outside).hasContent("precious");
    }

    @Test
    void aDirectoryOfThatNameIsNoVolume() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(() -> backend.open(pool, VOLUME)).isInstanceOf(UnsafePathException.class);
        assertThatThrownBy(() -> backend.delete(pool, VOLUME)).isInstanceOf(UnsafePathException.class);
    }

    @Test
    void aMissingVolumeIsNamed() {
        assertThatThrownBy(() -> backend.open(pool, VOLUME))
                .isInstanceOf(NoSuchVolumeException.class)
                .hasMessage("pool 'p' has no volume 'v'");
        backend.delete(pool, VOLUME);
    }

    @Test
    void anotherFileOfTheSameNameHasAnotherKey() throws IOException {
        String first = madeKey();
        Files.delete(file());
        assertThat(madeKey()).isNotEqualTo(first);
    }

    private String madeKey() throws IOException {
        try (VolumeFile file = backend.create(pool, VOLUME, VolumeMode.OWNER_ONLY)) {
            assertThat(backend.find(pool, VOLUME).orElseThrow().key()).isEqualTo(file.key());
            return file.key();
        }
    }

    @Test
    void aPoolWithoutItsDirectoryIsNotUsable() throws IOException {
        PoolDefinition nowhere =
                PoolDefinition.dir("q", parent.resolve("nowhere").toString());
        assertThatThrownBy(() -> backend.requireUsable(nowhere))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("nowhere' of pool 'q' does not exist");
        PoolDefinition onFile = PoolDefinition.dir("r", outside.toString());
        assertThatThrownBy(() -> backend.requireUsable(onFile)).hasMessageContaining("is no directory");
        assertThatThrownBy(() -> backend.scan(nowhere)).isInstanceOf(BackendException.class);
    }

    @Test
    void oneDirectoryHasOneIdentityUnderAllItsNames() throws IOException {
        Path alias = Files.createSymbolicLink(parent.resolve("alias"), pool.target());
        assertThat(backend.identity(PoolDefinition.dir("q", alias.toString()))).isEqualTo(backend.identity(pool));
        PoolDefinition other = PoolDefinition.dir("q", parent.toString());
        assertThat(backend.identity(other)).isNotEqualTo(backend.identity(pool));
    }

    @Test
    void theRoomOfAPoolIsThatOfItsFileSystem() {
        Space space = backend.space(pool);
        assertThat(space.capacity()).isGreaterThanOrEqualTo(space.available()).isPositive();
        assertThat(space.allocation()).isBetween(0L, space.capacity());
    }
}

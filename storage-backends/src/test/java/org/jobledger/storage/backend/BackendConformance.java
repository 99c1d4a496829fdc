package org.jobledger.storage.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend does alike. Each runs all of it; what one cannot do it says by its abilities, and then must refuse. */
public abstract class BackendConformance {
    private static final int MIB = 1 << 20;

    private StorageBackend backend;
    private PoolDefinition pool;

    /** The backend. */
    protected abstract StorageBackend backend();

    /** A pool that can be built, with room for 32 MiB. */
    protected abstract PoolDefinition pool();

    /** The name of the n-th volume, from 1 on. */
    protected String name(int number) {
        return "v" + number;
    }

    @BeforeEach
    void build() throws Exception {
        prepare();
        backend = backend();
        pool = pool();
        if (able(Ability.BUILD_POOL)) {
            backend.build(pool, Set.of());
        }
        backend.requireStartable(pool);
        backend.start(pool);
    }

    /** Makes what lies under the pool. */
    protected void prepare() throws Exception {}

    /** Whether it is seen of a volume at once that it was written to. */
    protected boolean notesEachWrite() {
        return true;
    }

    private VolumeName volume(int number) {
        return new VolumeName(name(number));
    }

    private boolean able(Ability ability) {
        return backend.abilities().contains(ability);
    }

    /** Has a device be there, where the backend itself makes none. */
    protected void appear(int number, long bytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    private VolumeFile create(int number, long bytes) throws IOException {
        if (!able(Ability.CREATE_VOLUME)) {
            appear(number, bytes);
            backend.rescan(pool);
            return backend.open(pool, volume(number));
        }
        VolumeFile file = backend.create(
                pool, volume(number), new NewVolume(Permissions.UNSAID, false, bytes, bytes, announced::add));
        file.resize(bytes);
        file.allocate(0, bytes);
        return file;
    }

    private final List<String> announced = new ArrayList<>();

    private void write(int number, int value) throws IOException {
        try (VolumeFile file = backend.open(pool, volume(number))) {
            ByteBuffer data = file.buffer(4096);
            for (int i = 0; i < 4096; i++) {
                data.put(i, (byte) value);
            }
            file.write(data, 4096);
            file.force();
        }
    }

    private int read(int number) throws IOException {
        try (VolumeFile file = backend.openToRead(pool, volume(number))) {
            ByteBuffer data = file.buffer(4096);
            file.read(data, 4096);
            return data.get(17);
        }
    }

    @Test
    void aNewPoolIsUsableAndEmpty() {
        backend.requireUsable(pool);
        assertThat(backend.scan(pool)).isEmpty();
        assertThat(backend.names(pool)).isEmpty();
        Space space = backend.space(pool);
        if (able(Ability.CREATE_VOLUME)) {
            assertThat(space.available()).isBetween(32L * MIB, space.capacity());
        }
        assertThat(space.allocation()).isBetween(0L, space.capacity());
        assertThat(backend.identity(pool)).isNotEmpty().isEqualTo(backend.identity(pool));
    }

    @Test
    void startingAndStoppingMayBeDoneTwice() {
        backend.start(pool);
        backend.stop(pool);
        backend.stop(pool);
        backend.start(pool);
        backend.requireUsable(pool);
    }

    @Test
    void aVolumeThatWasMadeIsFoundAsItWasMade() throws IOException {
        if (able(Ability.CREATE_VOLUME)) {
            backend.requireRoom(pool, volume(1), 5 * MIB, 5 * MIB);
        }
        String key;
        long size;
        try (VolumeFile file = create(1, 5 * MIB)) {
            key = file.key();
            size = file.size();
        }
        backend.force(pool);
        assertThat(size).isBetween(5L * MIB, 9L * MIB);
        assertThat(announced).as("where it was announced, it was the truth").allMatch(key::equals);
        FoundVolume found = backend.find(pool, volume(1)).orElseThrow();
        assertThat(found.name()).isEqualTo(name(1));
        assertThat(found.key()).isEqualTo(key);
        assertThat(found.size()).isEqualTo(size);
        assertThat(found.path()).isEqualTo(backend.path(pool, volume(1)));
        assertThat(backend.scan(pool)).containsExactly(found);
        assertThat(backend.names(pool)).containsExactly(volume(1));
        assertThat(backend.taken(pool, volume(1))).isTrue();
        backend.requireVolume(pool, volume(1));
        backend.requireUnused(pool, volume(1), StorageBackend.Use.CHANGE);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        create(1, MIB).close();
        create(2, MIB).close();
        if (!able(Ability.CONTENTS)) {
            assertThatThrownBy(() -> write(1, 11)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(1)).isInstanceOf(IOException.class);
            return;
        }
        write(1, 11);
        write(2, 22);
        assertThat(read(1)).isEqualTo(11);
        assertThat(read(2)).isEqualTo(22);
    }

    @Test
    void aDeviceHasTheSizeItHasAndAFileTheOneItIsGiven() throws IOException {
        boolean device = pool.type().volumes() == VolumeKind.BLOCK;
        try (VolumeFile file = create(1, 4 * MIB)) {
            assertThat(file.fixed()).isEqualTo(device);
            if (device) {
                file.resize(MIB);
                assertThat(file.size()).isEqualTo(4 * MIB);
                assertThatThrownBy(() -> file.resize(5 * MIB)).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> file.allocate(4 * MIB, 1)).isInstanceOf(IOException.class);
            } else {
                file.resize(MIB);
                assertThat(file.size()).isEqualTo(MIB);
            }
        }
    }

    @Test
    void whatIsAllocatedTakesItsPlace() throws IOException {
        if (!able(Ability.CREATE_VOLUME) || pool.type().volumes() != VolumeKind.FILE) {
            return;
        }
        NewVolume sparse = new NewVolume(Permissions.UNSAID, false, 4 * MIB, 0, announced::add);
        try (VolumeFile file = backend.create(pool, volume(1), sparse)) {
            file.resize(4 * MIB);
            file.force();
            assertThat(backend.find(pool, volume(1)).orElseThrow().allocation()).isLessThan(MIB);
            file.allocate(MIB, 2 * MIB);
            file.force();
            assertThat(backend.find(pool, volume(1)).orElseThrow().allocation()).isBetween(2L * MIB, 3L * MIB);
        }
    }

    @Test
    void dataIsFoundWhereItIsAndDiscardedReadsAsZeros() throws IOException {
        create(1, MIB).close();
        if (!able(Ability.CONTENTS)) {
            return;
        }
        write(1, 9);
        try (VolumeFile file = backend.open(pool, volume(1))) {
            assertThat(file.data(0).from()).isLessThanOrEqualTo(4096);
            assertThat(file.data(4096).to()).isGreaterThanOrEqualTo(8192);
            file.discard(0, MIB);
        } catch (UnsupportedOperationException e) {
            assertThat(read(1)).as("what cannot be discarded is left").isEqualTo(9);
            return;
        }
        assertThat(read(1)).isZero();
    }

    @Test
    void aVersionChangesWithTheContents() throws IOException {
        create(1, MIB).close();
        if (!able(Ability.CONTENTS) || !notesEachWrite()) {
            return;
        }
        String before;
        try (VolumeFile file = backend.openToRead(pool, volume(1))) {
            before = file.version();
            assertThat(file.version()).isEqualTo(before);
        }
        write(1, 9);
        try (VolumeFile file = backend.openToRead(pool, volume(1))) {
            assertThat(file.version()).isNotEqualTo(before);
        }
    }

    @Test
    void aNameThatIsTakenIsRefusedAndWhatHasItIsLeft() throws IOException {
        create(1, MIB).close();
        if (able(Ability.CONTENTS)) {
            write(1, 5);
        }
        NewVolume again = new NewVolume(Permissions.UNSAID, false, MIB, MIB, announced::add);
        assertThatThrownBy(() -> backend.create(pool, volume(1), again))
                .isInstanceOf(
                        able(Ability.CREATE_VOLUME) ? VolumeExistsException.class : UnsupportedStorageException.class);
        if (able(Ability.CONTENTS)) {
            assertThat(read(1)).isEqualTo(5);
        }
        assertThat(backend.scan(pool)).hasSize(1);
    }

    @Test
    void removingAVolumeLeavesTheOthers() throws IOException {
        create(1, MIB).close();
        create(2, MIB).close();
        create(3, MIB).close();
        if (!able(Ability.DELETE_VOLUME)) {
            assertThatThrownBy(() -> backend.delete(pool, volume(2))).isInstanceOf(UnsupportedStorageException.class);
            assertThat(backend.scan(pool)).hasSize(3);
            return;
        }
        if (able(Ability.CONTENTS)) {
            write(1, 1);
            write(3, 3);
        }
        backend.delete(pool, volume(2));
        backend.force(pool);
        assertThat(backend.find(pool, volume(2))).isEmpty();
        assertThat(backend.taken(pool, volume(2))).isFalse();
        backend.delete(pool, volume(2));
        if (able(Ability.CONTENTS)) {
            assertThat(read(1)).isEqualTo(1);
            assertThat(read(3)).isEqualTo(3);
        }
        assertThat(backend.scan(pool)).extracting(FoundVolume::name).containsExactly(name(1), name(3));
    }

    @Test
    void aVolumeCanBeMadeWhereOneWithContentsWas() throws IOException {
        if (!able(Ability.CREATE_VOLUME) || !able(Ability.DELETE_VOLUME)) {
            return;
        }
        for (int round = 1; round <= 2; round++) {
            create(1, MIB).close();
            if (able(Ability.CONTENTS)) {
                write(1, 7);
            }
            backend.delete(pool, volume(1));
            assertThat(backend.scan(pool)).isEmpty();
        }
    }

    @Test
    void aVolumeThatIsNotThereIsNamed() {
        VolumeName none = volume(1);
        String message = "pool '" + pool.name() + "' has no volume '" + none + "'";
        assertThatThrownBy(() -> backend.open(pool, none))
                .isInstanceOf(NoSuchVolumeException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> backend.openToRead(pool, none)).isInstanceOf(NoSuchVolumeException.class);
        assertThatThrownBy(() -> backend.requireVolume(pool, none)).isInstanceOf(NoSuchVolumeException.class);
        assertThat(backend.find(pool, none)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        long more = backend.space(pool).capacity() + MIB;
        assertThatThrownBy(() -> backend.requireRoom(pool, volume(1), more, more))
                .isInstanceOf(
                        able(Ability.CREATE_VOLUME)
                                ? NotEnoughSpaceException.class
                                : UnsupportedStorageException.class);
        assertThat(backend.scan(pool)).isEmpty();
    }

    @Test
    void whatItCannotDoItRefuses() {
        for (Ability ability : Ability.values()) {
            if (!backend.abilities().contains(ability)) {
                assertThatThrownBy(() -> backend.requireAble(pool, ability))
                        .isInstanceOf(UnsupportedStorageException.class)
                        .hasMessageContaining("'" + pool.type().word() + "', which cannot " + ability.text());
            }
        }
        if (backend.abilities().contains(Ability.DELETE_POOL)) {
            backend.stop(pool);
            backend.remove(pool);
            assertThatThrownBy(() -> backend.requireStartable(pool))
                    .isInstanceOf(org.jobledger.storage.BackendException.class);
        } else {
            assertThatThrownBy(() -> backend.remove(pool)).isInstanceOf(UnsupportedStorageException.class);
        }
    }

    @Test
    void dataIsOnlyOverwrittenWhereItIsAskedFor() throws IOException {
        if (!able(Ability.BUILD_POOL)) {
            assertThatThrownBy(() -> backend.build(pool, Set.of())).isInstanceOf(UnsupportedStorageException.class);
            return;
        }
        create(1, MIB).close();
        if (pool.type().volumes() == VolumeKind.FILE) {
            backend.build(pool, Set.of());
            assertThat(backend.scan(pool)).hasSize(1);
            return;
        }
        backend.stop(pool);
        assertThatThrownBy(() -> backend.build(pool, Set.of(BuildOption.NO_OVERWRITE)))
                .isInstanceOf(org.jobledger.storage.BackendException.class)
                .hasMessageContaining("has data on it");
        backend.start(pool);
        assertThat(backend.scan(pool)).hasSize(1);
    }
}

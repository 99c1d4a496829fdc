package org.jobledger.storage.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.Test;

/** What every backend does alike. Each runs all of it; what one cannot do it says by its abilities, and then must refuse. */
public abstract class BackendConformance extends BytesConformance {

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

package org.jobledger.storage.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.Test;

/** What the bytes of a volume are like, whatever backend it is of. */
abstract class BytesConformance extends ConformancePool {

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
}

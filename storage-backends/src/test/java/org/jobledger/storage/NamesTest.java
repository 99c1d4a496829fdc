package org.jobledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as a name or value before anything happens. */
class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".", "..", "a/b", "/etc/passwd", "../x", "a\nb", "a\0b", "a\u0085", "\t", "\ud800"})
    void aNameThatCouldLeadElsewhereIsRefused(String name) {
        assertThatThrownBy(() -> new VolumeName(name)).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> new PoolName(name)).isInstanceOf(InvalidNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "disk.qcow2", "...", "a b", "-rf", "Größe", "..a", "~"})
    void anOrdinaryNameIsAllowed(String name) {
        assertThat(new VolumeName(name)).hasToString(name);
    }

    @Test
    void aNameAsLongAsAFileNameMayBeIsAllowedAndNotLonger() {
        assertThat(new VolumeName("ö".repeat(127)).text()).hasSize(127);
        assertThatThrownBy(() -> new VolumeName("ö".repeat(128)))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("longer than 255 bytes");
    }

    @Test
    void theMessageShowsTheNameWithoutItsControlCharacters() {
        assertThatThrownBy(() -> new VolumeName("a\nb"))
                .hasMessage("volume name 'a\\u000ab' contains a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "./x", "/", "/a/../b", "/a\nb", "/a\0b"})
    void aTargetThatIsNoPlainAbsolutePathIsRefused(String target) {
        assertThatThrownBy(() -> PoolDefinition.dir("p", target)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> VolumeRequest.raw("p", "v", -1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("is -1, below 0 bytes");
        assertThatThrownBy(() -> VolumeRequest.raw("p", "v", 10).allocating(11))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void algorithmsAreFoundByTheirWordsAndNothingElse() {
        for (WipeAlgorithm algorithm : WipeAlgorithm.values()) {
            assertThat(WipeAlgorithm.of(algorithm.word())).isEqualTo(algorithm);
        }
        assertThatThrownBy(() -> WipeAlgorithm.of("shred"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("'shred'")
                .hasMessageContaining("zero nnsa dod bsi gutmann schneier pfitzner7 pfitzner33 random trim");
    }

    @Test
    void onlyBuiltPoolTypesAreKnown() {
        assertThat(PoolType.of("dir")).isEqualTo(PoolType.DIR);
        assertThatThrownBy(() -> PoolType.of("tape")).isInstanceOf(UnsupportedStorageException.class);
    }
}

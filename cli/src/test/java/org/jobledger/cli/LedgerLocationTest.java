package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerLocationTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void theOptionComesFirst() {
        Map<String, String> variables = Map.of("JOBLEDGER_HOME", "/a", "XDG_DATA_HOME", "/b");

        assertThat(LedgerLocation.of(Path.of("/c/../d"), variables, HOME)).isEqualTo(Path.of("/d"));
        assertThat(LedgerLocation.of(Path.of("here"), variables, HOME)).isAbsolute();
    }

    @Test
    void thenTheVariableOfItsOwn() {
        assertThat(LedgerLocation.of(null, Map.of("JOBLEDGER_HOME", "/a", "XDG_DATA_HOME", "/b"), HOME))
                .isEqualTo(Path.of("/a"));
    }

    @Test
    void thenTheUsersDataDirectory() {
        assertThat(LedgerLocation.of(null, Map.of("XDG_DATA_HOME", "/b"), HOME)).isEqualTo(Path.of("/b/jobledger"));
        assertThat(LedgerLocation.of(null, Map.of("JOBLEDGER_HOME", ""), HOME))
                .isEqualTo(Path.of("/home/u/.local/share/jobledger"));
    }

    @Test
    void aRelativeDataDirectoryIsIgnoredAsTheSpecificationSays() {
        assertThat(LedgerLocation.of(null, Map.of("XDG_DATA_HOME", "b"), HOME))
                .isEqualTo(Path.of("/home/u/.local/share/jobledger"));
    }
}

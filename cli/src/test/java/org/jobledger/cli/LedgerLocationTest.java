package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerLocationTest {
    private static final Path HOME = Path.of("/home/u");

    private static Path location(@Nullable Path option, Map<String, String> variables) {
        return LedgerLocation.of(option, new Shell(HOME).in(Path.of("/work")).surroundings(variables));
    }

    @Test
    void theOptionComesFirst() {
        Map<String, String> variables = Map.of("JOBLEDGER_HOME", "/a", "XDG_DATA_HOME", "/b");

        assertThat(location(Path.of("/c/../d"), variables)).isEqualTo(Path.of("/d"));
        assertThat(location(Path.of("here"), variables)).isAbsolute();
    }

    @Test
    void thenTheVariableOfItsOwn() {
        assertThat(location(null, Map.of("JOBLEDGER_HOME", "/a", "XDG_DATA_HOME", "/b")))
                .isEqualTo(Path.of("/a"));
    }

    @Test
    void thenTheUsersDataDirectory() {
        assertThat(location(null, Map.of("XDG_DATA_HOME", "/b"))).isEqualTo(Path.of("/b/jobledger"));
        assertThat(location(null, Map.of("JOBLEDGER_HOME", ""))).isEqualTo(Path.of("/home/u/.local/share/jobledger"));
    }

    @Test
    void aRelativeDataDirectoryIsIgnoredAsTheSpecificationSays() {
        assertThat(location(null, Map.of("XDG_DATA_HOME", "b"))).isEqualTo(Path.of("/home/u/.local/share/jobledger"));
    }
}

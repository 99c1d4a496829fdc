package org.jobledger.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the directory of the ledger. */
final class LedgerLocation {

    private LedgerLocation() {}

    /** What the option says, else {@code $JOBLEDGER_HOME}, else {@code jobledger} in the user's data directory (XDG). */
    static Path of(@Nullable Path option, Map<String, String> variables, Path home) {
        if (option != null) {
            return option.toAbsolutePath().normalize();
        }
        String wanted = variables.getOrDefault("JOBLEDGER_HOME", "");
        if (!wanted.isEmpty()) {
            return Path.of(wanted).toAbsolutePath().normalize();
        }
        return dataDirectory(variables.getOrDefault("XDG_DATA_HOME", ""), home).resolve("jobledger");
    }

    /** The XDG specification: a relative path is to be ignored. */
    private static Path dataDirectory(String xdg, Path home) {
        return xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local").resolve("share");
    }
}

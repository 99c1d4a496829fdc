package org.jobledger.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the directory of the ledger. */
final class LedgerLocation {

    private LedgerLocation() {}

    /** What the option says, else {@code $JOBLEDGER_HOME}, else {@code jobledger} in the user's data directory (XDG). */
    static Path of(@Nullable Path option, Surroundings where) {
        if (option != null) {
            return where.directory().resolve(option).normalize();
        }
        String wanted = where.variables().getOrDefault("JOBLEDGER_HOME", "");
        if (!wanted.isEmpty()) {
            return where.directory().resolve(wanted).normalize();
        }
        return dataDirectory(where.variables().getOrDefault("XDG_DATA_HOME", ""), where.home())
                .resolve("jobledger");
    }

    /** The XDG specification: a relative path is to be ignored. */
    private static Path dataDirectory(String xdg, Path home) {
        return xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local").resolve("share");
    }
}

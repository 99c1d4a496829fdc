package org.jobledger.engine.ledger;

import org.h2.engine.Constants;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.migrations.Migrations;

/** Refuses to run on libraries that this release was not built and crash-tested with. */
final class LibraryVersions {
    private LibraryVersions() {}

    /**
     * Compares H2 and Flyway on the class path with those this release was built with.
     *
     * @throws UnknownFormatException if one differs; the message names both versions
     */
    static void check() {
        // The compiler copies the constant into this class; the field tells what is really there.
        require("H2", Constants.VERSION, runningH2());
        require("Flyway", Migrations.builtWithFlywayVersion(), Migrations.flywayVersion());
    }

    static void require(String library, String builtWith, String running) {
        if (!builtWith.equals(running)) {
            throw new UnknownFormatException(library + " " + running
                    + " is on the class path, but this release is built and tested with " + library + " " + builtWith);
        }
    }

    private static String runningH2() {
        try {
            return (String) Constants.class.getField("VERSION").get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnknownFormatException("the version of H2 on the class path is not known", e);
        }
    }
}

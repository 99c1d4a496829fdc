package org.jobledger.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/** One run of the command: where it was started and what it was told. */
final class Session {
    private final Surroundings surroundings;
    private final @Nullable StorageDriver lent;
    private final GlobalOptions options = new GlobalOptions();

    /** A run that opens the ledger itself. */
    Session(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.lent = null;
    }

    /** A run for a command of another process, on a ledger that is open here. */
    Session(Surroundings surroundings, StorageDriver lent) {
        this.surroundings = surroundings;
        this.lent = lent;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    GlobalOptions options() {
        return options;
    }

    boolean json() {
        return options.json;
    }

    /** Whether it runs for a command of another process: what it starts goes on without it. */
    boolean guest() {
        return lent != null;
    }

    /** Where results are printed. */
    Output output() {
        return new Output(surroundings, options.json);
    }

    /** Where the ledger is opened. */
    LedgerAccess ledger() {
        return lent == null ? own() : new LentLedger(lent);
    }

    /** The ledger, opened by this process. */
    OwnLedger own() {
        return new OwnLedger(directory(), this);
    }

    /** The directory of the ledger. */
    Path directory() {
        return LedgerLocation.of(options.ledger, surroundings);
    }

    /** A path on the command line, as the one who wrote it means it. */
    Path path(Path written) {
        return surroundings.directory().resolve(written).normalize();
    }

    ErrorReport errors() {
        return errors(options.json);
    }

    /** For a command line that could not be read to its end. */
    ErrorReport errors(String... args) {
        return errors(options.json || Arrays.asList(args).contains("--json"));
    }

    private ErrorReport errors(boolean json) {
        return new ErrorReport(surroundings.err(), json, surroundings.debug());
    }
}

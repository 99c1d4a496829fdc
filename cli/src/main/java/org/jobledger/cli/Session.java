package org.jobledger.cli;

import java.util.Arrays;

/** One run of the command: where it was started and what it was told. */
final class Session {
    private final Surroundings surroundings;
    private final GlobalOptions options = new GlobalOptions();

    Session(Surroundings surroundings) {
        this.surroundings = surroundings;
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

    /** Where results are printed. */
    Output output() {
        return new Output(surroundings, options.json);
    }

    /** Where the ledger is opened. */
    LedgerAccess ledger() {
        return new LedgerAccess(
                LedgerLocation.of(options.ledger, surroundings.variables(), surroundings.home()), surroundings.user());
    }

    ErrorReport errors() {
        return errors(options.json);
    }

    /** For a command line that could not be read to its end. */
    ErrorReport errors(String... args) {
        return errors(options.json || Arrays.asList(args).contains("--json"));
    }

    private ErrorReport errors(boolean json) {
        boolean debug =
                !surroundings.variables().getOrDefault("JOBLEDGER_DEBUG", "").isEmpty();
        return new ErrorReport(surroundings.err(), json, debug);
    }
}

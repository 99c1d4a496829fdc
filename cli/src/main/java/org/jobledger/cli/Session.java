package org.jobledger.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/** One run of the command: where it was started and what it was told. */
final class Session {
    /** Where each process finds its own open files. */
    private static final List<Path> ONLY_OF_A_PROCESS = List.of(
            Path.of("/dev/fd"),
            Path.of("/dev/stdin"),
            Path.of("/dev/stdout"),
            Path.of("/dev/stderr"),
            Path.of("/dev/tty"),
            Path.of("/proc/self"),
            Path.of("/proc/thread-self"));

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

    /** The same run, which prints its results where errors go: its standard output is for something else. */
    Session tellingOnErrors() {
        Surroundings telling = surroundings.printingTo(surroundings.err(), surroundings.errScreen());
        Session session = lent == null ? new Session(telling) : new Session(telling, lent);
        session.options.json = options.json;
        session.options.ledger = options.ledger;
        return session;
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

    /**
     * The same, for a file that is read or written here.
     *
     * @throws CommandException if only the process that wrote it has it open, and that is another one
     */
    Path file(Path written) {
        Path file = path(written);
        if (guest() && ONLY_OF_A_PROCESS.stream().anyMatch(file::startsWith)) {
            throw new CommandException(
                    "unsupported",
                    "'" + written + "' is a file of the process that named it, and another one, which has the ledger"
                            + " open, runs the command; standard input and output are '-'");
        }
        return file;
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

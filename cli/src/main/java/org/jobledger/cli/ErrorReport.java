package org.jobledger.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import org.jobledger.cli.text.Json;
import org.jobledger.cli.text.Printable;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Tells an error in one sentence, or as one JSON object. */
final class ErrorReport {
    private final PrintStream err;
    private final boolean json;
    private final boolean stackTrace;

    ErrorReport(PrintStream err, boolean json, boolean stackTrace) {
        this.err = err;
        this.json = json;
        this.stackTrace = stackTrace;
    }

    /** Prints it and returns the exit status. */
    int report(Throwable error) {
        String code = code(error);
        ExitStatus status = ExitStatus.ofErrorCode(code);
        if (json) {
            err.println(
                    Json.write(Json.object("code", code, "message", message(error, code), "exitCode", status.code())));
        } else {
            err.println("jobledger: " + Printable.of(message(error, code)));
        }
        if (stackTrace) {
            error.printStackTrace(err);
        }
        err.flush();
        return status.code();
    }

    static String code(Throwable error) {
        if (error instanceof CommandException ours) {
            return ours.code();
        } else if (error instanceof StorageException storage) {
            return storage.code();
        } else if (error instanceof JobLedgerException ledger) {
            return ledger.code();
        } else if (error instanceof InvalidPathException) {
            return "invalid-name";
        } else if (error instanceof InterruptedException) {
            return "stopped";
        }
        return "internal";
    }

    private static String message(Throwable error, String code) {
        if (error instanceof InterruptedException) {
            return "stopped waiting";
        }
        if (error instanceof InvalidPathException path) {
            return "'" + path.getInput() + "' cannot be the name of a file here: " + path.getReason()
                    + " (with LC_ALL=C.UTF-8 any name can)";
        }
        @Nullable String message = error.getMessage();
        if (code.equals("damaged")) {
            return message + " ('jobledger recover --full-check' makes good what the tables prove)";
        }
        if (!code.equals("internal")) {
            return message == null ? code : message;
        }
        return "unexpected " + error.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                + " (set JOBLEDGER_DEBUG=1 to see where)";
    }
}

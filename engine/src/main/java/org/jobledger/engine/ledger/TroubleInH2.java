package org.jobledger.engine.ledger;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jobledger.engine.LedgerInUseException;

/** What H2's errors mean to us. */
final class TroubleInH2 {
    private TroubleInH2() {}

    /** An error at opening: one of ours where we know what it means, else itself. */
    static RuntimeException atOpening(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return new LedgerInUseException("another process has the tables of this ledger open", trouble);
            }
        }
        if (trouble instanceof Error error) {
            throw error;
        }
        return trouble instanceof RuntimeException told
                ? told
                : new IllegalStateException("the tables cannot be used: " + trouble.getMessage(), trouble);
    }

    /** The first line of what an error says, without the statement that H2 and Jdbi add. */
    static String shortly(Throwable trouble) {
        String message = String.valueOf(trouble.getMessage());
        int end = message.indexOf("; SQL statement:");
        return (end < 0 ? message : message.substring(0, end))
                .lines()
                .findFirst()
                .orElse("");
    }

    /** Whether the database is closed, or of no use until it is opened again. */
    static boolean closed(int code) {
        return switch (code) {
            case ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.OBJECT_CLOSED,
                    ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.OUT_OF_MEMORY,
                    ErrorCode.GENERAL_ERROR_1,
                    ErrorCode.IO_EXCEPTION_1,
                    ErrorCode.IO_EXCEPTION_2,
                    ErrorCode.FILE_CORRUPTED_1 -> true;
            default -> false;
        };
    }
}

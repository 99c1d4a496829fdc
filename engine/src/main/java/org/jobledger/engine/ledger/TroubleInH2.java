package org.jobledger.engine.ledger;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jobledger.engine.LedgerInUseException;

/** What H2's errors mean to us. */
final class TroubleInH2 {
    private TroubleInH2() {}

    /** An error of ours where we know what it means, else the error itself. */
    static RuntimeException translated(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                int code = sql.getErrorCode();
                if (code == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                    return new LedgerInUseException("another process has the tables of this ledger open", trouble);
                }
                if (closed(code)) {
                    return new ClosedTablesException(trouble);
                }
            }
        }
        if (trouble instanceof Error error) {
            throw error;
        }
        return trouble instanceof RuntimeException told
                ? told
                : new IllegalStateException("the tables cannot be used: " + trouble.getMessage(), trouble);
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

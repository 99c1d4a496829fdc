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

    static boolean closed(int code) {
        return code == ErrorCode.DATABASE_IS_CLOSED
                || code == ErrorCode.OBJECT_CLOSED
                || code == ErrorCode.CONNECTION_BROKEN_1
                || code == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN;
    }
}

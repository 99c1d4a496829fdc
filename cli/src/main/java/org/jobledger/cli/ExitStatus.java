package org.jobledger.cli;

import java.util.Map;

/** What the command returns to its caller. Pinned: scripts rely on it. */
enum ExitStatus {
    /** Done. */
    OK(0),
    /** Tried, and it went wrong. */
    FAILED(1),
    /** A value or an option is not allowed; nothing was tried. */
    USAGE(2),
    /** The pool, volume, job or ledger is not there. */
    NOT_FOUND(3),
    /** Somebody else holds it. */
    BUSY(4),
    /** Ctrl-C; the number that shells give to it (128 + SIGINT). */
    STOPPED(130);

    /** What each error code leads to; a code that is not here is FAILED. */
    private static final Map<String, ExitStatus> BY_ERROR_CODE = Map.ofEntries(
            Map.entry("usage", USAGE),
            Map.entry("invalid-name", USAGE),
            Map.entry("invalid-value", USAGE),
            Map.entry("invalid-request", USAGE),
            Map.entry("invalid-xml", USAGE),
            Map.entry("unsupported", USAGE),
            Map.entry("query", USAGE),
            Map.entry("no-ledger", NOT_FOUND),
            Map.entry("no-such-job", NOT_FOUND),
            Map.entry("no-such-pool", NOT_FOUND),
            Map.entry("no-such-volume", NOT_FOUND),
            Map.entry("in-use", BUSY),
            Map.entry("busy", BUSY),
            Map.entry("timeout", BUSY),
            Map.entry("queue-full", BUSY),
            Map.entry("resource-gone", NOT_FOUND),
            Map.entry("pool-busy", BUSY),
            Map.entry("no-such-file", NOT_FOUND),
            Map.entry("no-such-secret", NOT_FOUND),
            Map.entry("volume-busy", BUSY),
            Map.entry("volume-open", BUSY),
            Map.entry("stopped", STOPPED));

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ExitStatus ofErrorCode(String errorCode) {
        return BY_ERROR_CODE.getOrDefault(errorCode, FAILED);
    }
}

package org.jobledger.storage.job;

/** The power is cut. An Error, so that no handler may catch it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String during) {
        super("crash during " + during, null, false, false);
    }
}

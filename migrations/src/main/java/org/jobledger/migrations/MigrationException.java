package org.jobledger.migrations;

/** A ledger's database could not be brought up to the shipped schema. */
public final class MigrationException extends RuntimeException {

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.jobledger.engine.event;

/**
 * The first event of every ledger.
 *
 * @param ledgerId the ledger's identity, a random UUID
 * @param format the version of the on-disk format it was created with
 */
public record LedgerCreated(String ledgerId, int format) implements EngineEvent {}

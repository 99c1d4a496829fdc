package org.jobledger.engine.event;

/**
 * A copy of a ledger was adopted: from here on it has a history of its own.
 *
 * @param fromPlace where the history before was written, see {@link EngineOpened#place()}
 * @param toPlace where it goes on
 */
public record LedgerForked(String fromPlace, String toPlace) implements EngineEvent {}

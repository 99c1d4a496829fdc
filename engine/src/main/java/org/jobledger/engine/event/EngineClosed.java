package org.jobledger.engine.event;

/**
 * The owner closed the ledger cleanly; the last event of its epoch.
 *
 * @param unfinishedJobs how many jobs it left for the next opening
 */
public record EngineClosed(int unfinishedJobs) implements EngineEvent {}

package org.jobledger.engine.event;

/**
 * An unacknowledged group at the end of the journal was found torn and left out of history.
 *
 * @param segment the file name of the segment
 * @param offset where in the file the torn group begins, bytes
 * @param afterPosition the last position that is history there
 */
public record TailCut(String segment, long offset, long afterPosition) implements EngineEvent {}

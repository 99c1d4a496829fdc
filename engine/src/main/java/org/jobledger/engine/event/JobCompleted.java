package org.jobledger.engine.event;

/**
 * The job ended well.
 *
 * @param result what the handler says of it
 */
public record JobCompleted(Document result) implements JobEvent {}

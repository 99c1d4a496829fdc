package org.jobledger.engine.event;

/**
 * The job's work is done, and it waits for the others of its group.
 *
 * @param result what the handler said of it
 * @param processed the amount done, in units
 * @param workingMillis how long the job was worked on over all attempts, milliseconds
 */
public record JobWaiting(Document result, long processed, long workingMillis) implements JobEvent {}

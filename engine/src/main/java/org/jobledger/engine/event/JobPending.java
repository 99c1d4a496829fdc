package org.jobledger.engine.event;

/**
 * The job's work is done, and somebody has to say whether it stands: finalized, or aborted and so undone.
 *
 * @param result what the handler said of it
 * @param processed the amount done, in units
 * @param workingMillis how long the job was worked on over all attempts, milliseconds
 */
public record JobPending(Document result, long processed, long workingMillis) implements JobEvent {}

package org.jobledger.engine.event;

/**
 * A sample of the job's progress.
 *
 * @param processed the amount done so far over all phases, in units
 * @param workingMillis how long the job has been worked on over all attempts, milliseconds
 */
public record ProgressTicked(long processed, long workingMillis) implements JobEvent {}

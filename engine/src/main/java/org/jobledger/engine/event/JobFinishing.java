package org.jobledger.engine.event;

/**
 * The handler has returned and the job will end so.
 *
 * @param ending how it will end
 * @param processed the final amount done, in units
 * @param workingMillis how long the job was worked on over all attempts, milliseconds
 */
public record JobFinishing(Ending ending, long processed, long workingMillis) implements JobEvent {}

package org.jobledger.engine.event;

/**
 * Everything before this point is on disk for ever; a resume starts here.
 *
 * @param state what the handler needs to go on from here
 * @param processed the amount done at this point, in units
 * @param workingMillis how long the job has been worked on over all attempts, milliseconds
 */
public record CheckpointReached(Document state, long processed, long workingMillis) implements JobEvent {}

package org.jobledger.engine.event;

/**
 * A new opening found the job unfinished: the process that worked on it is gone.
 *
 * @param was where the job stood
 */
public record JobInterrupted(JobStatus was) implements JobEvent {}

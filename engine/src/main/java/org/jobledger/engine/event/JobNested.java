package org.jobledger.engine.event;

/**
 * The job is taken inside an async job, by its owner (libvirt: VIR_JOB_ASYNC_NESTED).
 *
 * @param within the async job
 */
public record JobNested(long within) implements JobEvent {}

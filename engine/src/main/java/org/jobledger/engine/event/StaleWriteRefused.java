package org.jobledger.engine.event;

/**
 * A worker that no longer owns its job tried to write, and was refused.
 *
 * @param jobId the job it wrote for
 * @param workerEpoch the epoch the worker belongs to
 * @param workerAttempt the attempt the worker belongs to
 * @param verb what it tried, such as "checkpoint"
 */
public record StaleWriteRefused(long jobId, long workerEpoch, int workerAttempt, String verb) implements EngineEvent {}

package org.jobledger.engine.event;

/**
 * Somebody read the record of the job that ended last on a resource, without leaving it for the next reader. The record itself stays in the
 * history; only the answer to "what ended last here" is gone.
 *
 * @param resource the resource that was asked about
 * @param jobId the job whose record was read
 */
public record CompletedStatsTaken(ResourceRef resource, long jobId) implements EngineEvent {}

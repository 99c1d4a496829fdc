package org.jobledger.engine.state;

import org.jobledger.engine.event.Document;

/**
 * What a job ended with.
 *
 * @param code the stable code of the error or refusal; empty for a job that completed or was cancelled
 * @param message what happened; empty for a job that completed
 * @param result what the handler said of it; empty unless it completed
 */
public record JobResult(String code, String message, Document result) {}

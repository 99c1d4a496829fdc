package org.jobledger.engine.event;

import java.time.Instant;

/**
 * An event with its place in the ledger.
 *
 * @param position its number in the ledger: 1, 2, 3 ... without a gap, in commit order
 * @param epoch the opening of the ledger in which it was written, from 1
 * @param at the ledger's time when it was written, microsecond precision, never earlier than the event before
 * @param jobId the job it belongs to, 0 for an {@link EngineEvent}
 * @param jobVersion its number among the events of its job, from 1; 0 for an {@link EngineEvent}
 * @param event what happened
 */
public record RecordedEvent(long position, long epoch, Instant at, long jobId, long jobVersion, Event event) {}

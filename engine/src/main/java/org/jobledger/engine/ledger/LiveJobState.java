package org.jobledger.engine.ledger;

import org.jobledger.engine.progress.Outlook;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished job as its newest durable event left it: one reference, so that a reader never sees halves of two moments.
 *
 * @param state what its events say
 * @param outlook what its newest sample says of the time to come, or null where it has none
 */
public record LiveJobState(JobState state, @Nullable Outlook outlook) {}

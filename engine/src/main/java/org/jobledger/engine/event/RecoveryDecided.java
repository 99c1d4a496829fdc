package org.jobledger.engine.event;

/**
 * What shall happen to an interrupted job.
 *
 * @param outcome the decision
 * @param reason why, such as "policy RESUME, checkpoint at 268435456"
 */
public record RecoveryDecided(RecoveryOutcome outcome, String reason) implements JobEvent {

    /** Bounds the texts. */
    public RecoveryDecided {
        reason = PlainText.of(reason);
    }
}

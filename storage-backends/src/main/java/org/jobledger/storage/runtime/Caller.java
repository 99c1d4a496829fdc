package org.jobledger.storage.runtime;

import java.time.Duration;
import org.jobledger.storage.VolumeSecrets;

/**
 * On whose behalf calls are made, and how patient they are.
 *
 * @param principal who
 * @param patience how long a call waits for a resource that is held
 * @param secrets those that he knows
 * @param repeating whether he may ask for what a crash has cut off, and wants to be told then
 */
record Caller(String principal, Duration patience, VolumeSecrets secrets, boolean repeating) {
    /** The embedder, who does not wait. */
    static final Caller DEFAULT = new Caller("embedder", Duration.ZERO, VolumeSecrets.NONE, false);

    Caller waiting(Duration atMost) {
        return new Caller(principal, atMost, secrets, repeating);
    }

    Caller by(String other) {
        return new Caller(other, patience, secrets, repeating);
    }

    Caller knowing(VolumeSecrets others) {
        return new Caller(principal, patience, others, repeating);
    }

    Caller repeats() {
        return new Caller(principal, patience, secrets, true);
    }
}

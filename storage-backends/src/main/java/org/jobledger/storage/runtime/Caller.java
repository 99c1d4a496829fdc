package org.jobledger.storage.runtime;

import java.time.Duration;
import org.jobledger.storage.VolumeSecrets;

/**
 * On whose behalf calls are made, and how patient they are.
 *
 * @param principal who
 * @param patience how long a call waits for a resource that is held
 * @param secrets those that he knows
 */
record Caller(String principal, Duration patience, VolumeSecrets secrets) {
    /** The embedder, who does not wait. */
    static final Caller DEFAULT = new Caller("embedder", Duration.ZERO, VolumeSecrets.NONE);
}

package org.jobledger.storage.job;

import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;

/**
 * The volume that a job is about, as its parameters name it.
 *
 * @param pool the pool
 * @param volume the volume in it
 */
public record Target(PoolName pool, VolumeName volume) {

    static Target of(Document parameters) {
        return new Target(new PoolName(parameters.string("pool")), new VolumeName(parameters.string("volume")));
    }

    @Override
    public String toString() {
        return "volume '" + volume + "' in pool '" + pool + "'";
    }
}

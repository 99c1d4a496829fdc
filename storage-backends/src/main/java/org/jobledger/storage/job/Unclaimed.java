package org.jobledger.storage.job;

import org.jobledger.engine.event.ResourceRef;

/** Lets a change of what the ledger says of a volume happen only while no job has that volume. */
@FunctionalInterface
public interface Unclaimed {

    /**
     * Makes the change unless a job has the volume; no job gets it meanwhile.
     *
     * @return whether it was made
     */
    boolean change(ResourceRef volume, Runnable change);
}

package org.jobledger.storage.runtime;

import java.util.List;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.job.Unclaimed;

/**
 * Changes what the ledger says of a volume while nobody is admitted to its pool and no job has the volume. Whoever waits for a volume
 * waits for a job that has it, so where none has, none gets it meanwhile.
 *
 * @param engine the engine
 * @param admission keeps new jobs out
 */
record UnclaimedVolumes(BoundEngine engine, Admission admission) implements Unclaimed {

    @Override
    public boolean change(ResourceRef volume, Runnable change) {
        ResourceRef pool = volume.parent();
        if (pool == null) {
            throw new IllegalArgumentException(volume + " is in no pool");
        }
        return admission.during(List.of(new PoolName(pool.name())), () -> {
            boolean free = engine.get().holder(volume).isEmpty();
            if (free) {
                change.run();
            }
            return free;
        });
    }
}

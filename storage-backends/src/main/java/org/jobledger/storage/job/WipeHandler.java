package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.io.VolumeFile;

/**
 * Overwrites a volume, pass by pass (libvirt: virStorageVolWipePattern). Its size stays.
 *
 * <p>The record says UNDEFINED from before the first write until after the last, so that a wipe which ends early, for whatever reason,
 * is seen on the volume.
 */
public final class WipeHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final Pace pace;

    /** A handler that works on these at a pace. */
    public WipeHandler(Definitions definitions, Backends backends, Pace pace) {
        this.definitions = definitions;
        this.backends = backends;
        this.pace = pace;
    }

    /** What a job is told. */
    public static Document parameters(Target target, WipeAlgorithm algorithm) {
        return Document.of(
                "pool", target.pool().text(), "volume", target.volume().text(), "algorithm", algorithm.word());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        WipeAlgorithm algorithm = WipeAlgorithm.of(job.parameters().string("algorithm"));
        place.requireErasable();
        try (VolumeFile file = place.open()) {
            WipeState begin = new Wiping(job, place).run(file, algorithm, pace, 0);
            return Document.of(
                    "path",
                    place.path(),
                    "algorithm",
                    algorithm.word(),
                    "passes",
                    begin.plan().size(),
                    "size",
                    begin.size());
        } catch (IOException e) {
            throw place.explain("wipe", e);
        }
    }
}

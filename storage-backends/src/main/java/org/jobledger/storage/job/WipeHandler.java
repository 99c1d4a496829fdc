package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
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
    private final WipePace pace;

    /** A handler that works on these at a pace. */
    public WipeHandler(Definitions definitions, Backends backends, WipePace pace) {
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
        try (VolumeFile file = place.open()) {
            WipeState begin = begin(job, place, file, algorithm);
            job.checkAbort();
            mark(job, place, begin, Condition.UNDEFINED);
            new WipeRun(job, file, begin, pace).run();
            mark(job, place, begin, Condition.READY);
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

    /** A file that somebody else put there is known from now on; a volume that was never whole does not become so. */
    private static void mark(JobContext job, Place place, WipeState state, Condition condition) {
        VolumeRecord record = place.record().orElseGet(() -> VolumeRecord.raw(state.size(), condition, job.jobId()));
        if (record.condition() != Condition.INCOMPLETE) {
            place.record(record.now(condition, job.jobId()));
        }
    }

    private static WipeState begin(JobContext job, Place place, VolumeFile file, WipeAlgorithm algorithm)
            throws IOException {
        Optional<Document> checkpoint = job.checkpoint();
        if (checkpoint.isEmpty()) {
            return WipeState.first(algorithm, file.size(), file.key());
        }
        WipeState state = WipeState.of(checkpoint.get());
        if (!file.key().equals(state.fileKey()) || file.size() != state.size()) {
            throw new VolumeReplacedException(place.target() + " is not the file whose wipe began: '" + place.path()
                    + "' is " + file.key() + " of " + file.size() + " bytes, not " + state.fileKey() + " of "
                    + state.size() + " bytes");
        }
        return state;
    }
}

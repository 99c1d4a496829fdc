package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * A wipe of a volume by a job, with what the ledger says of the volume meanwhile: UNDEFINED from before the first write until after the
 * last, so that a wipe which ends early, for whatever reason, is seen on the volume.
 *
 * @param job the job
 * @param place the volume
 */
record Wiping(JobContext job, Place place) {

    /**
     * Wipes from the last checkpoint on.
     *
     * @param more how many phases of the job follow
     * @return where it began
     */
    WipeState run(VolumeFile file, WipeAlgorithm algorithm, Pace pace, int more)
            throws IOException, InterruptedException {
        WipeState begin = begin(file, algorithm);
        job.checkAbort();
        mark(begin, Condition.UNDEFINED, place::record);
        new WipeRun(job, file, begin, pace).run(begin.plan().size() + more);
        // Fails where the name stands for another file now, or for none.
        String unused = file.version();
        mark(begin, Condition.READY, more > 0 ? place::record : record -> place.recordAtEnd(job, record));
        return begin;
    }

    /** A file that somebody else put there is known from now on; a volume that was never whole does not become so. */
    private void mark(WipeState state, Condition condition, Consumer<VolumeRecord> recording) {
        Optional<VolumeRecord> known = place.record();
        if (known.filter(record -> record.condition() == Condition.INCOMPLETE).isEmpty()) {
            // Whatever image was in it is gone: what is left is as many bytes as the file has.
            recording.accept(
                    VolumeRecord.raw(state.size(), condition, job.jobId()).madeAs(state.fileKey()));
        }
    }

    private WipeState begin(VolumeFile file, WipeAlgorithm algorithm) throws IOException {
        Optional<Document> checkpoint = job.checkpoint();
        if (checkpoint.isEmpty()) {
            // Nothing is done that must not be done again, but it must be to the same file.
            place.record()
                    .filter(known -> known.jobId() == job.jobId() && known.condition() == Condition.UNDEFINED)
                    .ifPresent(known -> requireSame(file.key(), known.fileKey()));
            return WipeState.first(algorithm, file.size(), file.key());
        }
        WipeState state = WipeState.of(checkpoint.get());
        requireSame(file.key(), state.fileKey());
        if (file.size() != state.size()) {
            throw new VolumeReplacedException(place.target() + " is not the file whose wipe began: '" + place.path()
                    + "' is " + file.key() + " of " + file.size() + " bytes, not " + state.fileKey() + " of "
                    + state.size() + " bytes");
        }
        return state;
    }

    private void requireSame(String now, String begun) {
        if (!now.equals(begun)) {
            throw new VolumeReplacedException(place.target() + " is not the file whose wipe began: '" + place.path()
                    + "' is " + now + ", not " + begun);
        }
    }
}

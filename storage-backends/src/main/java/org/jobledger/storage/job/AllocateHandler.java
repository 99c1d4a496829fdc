package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * Makes a volume and gives it its place on the disk, step by step (libvirt: virStorageVolCreateXML).
 *
 * <p>The record comes first, as INCOMPLETE, so that no crash leaves a file which looks like a healthy volume; then it gets the identity
 * of the file, so that nothing but the file this job made is ever continued or removed.
 */
public final class AllocateHandler implements JobHandler {
    /** How much is allocated between two looks at the abort flag, bytes. */
    public static final long USUAL_STEP = 256L << 20;

    private static final String OFFSET = "offset";

    private final Definitions definitions;
    private final Backends backends;
    private final long stepBytes;

    /** A handler that works on these in steps of so many bytes. */
    public AllocateHandler(Definitions definitions, Backends backends, long stepBytes) {
        this.definitions = definitions;
        this.backends = backends;
        this.stepBytes = stepBytes;
    }

    /** What a job is told. */
    public static Document parameters(Target target, long capacity, long allocation) {
        return Document.of(
                "pool",
                target.pool().text(),
                "volume",
                target.volume().text(),
                "capacity",
                capacity,
                "allocation",
                allocation);
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        long capacity = job.parameters().integer("capacity");
        long allocation = job.parameters().integer("allocation");
        job.progress().total(allocation, "bytes");
        VolumeRecord record = ownRecord(job, place, capacity);
        // A crash may fall between the record of the whole volume and the end of the job.
        if (record.condition() != Condition.READY) {
            make(job, place, record, allocation);
        }
        return Document.of("path", place.path(), "capacity", capacity, "allocation", allocation);
    }

    private static VolumeRecord ownRecord(JobContext job, Place place, long capacity) {
        Optional<VolumeRecord> known = place.record();
        if (known.filter(record -> record.jobId() == job.jobId()).isPresent()) {
            return known.get();
        } else if (known.isPresent() || place.taken()) {
            throw new VolumeExistsException(place.target() + " exists already: '" + place.path() + "'");
        }
        VolumeRecord first = VolumeRecord.raw(capacity, Condition.INCOMPLETE, job.jobId());
        place.record(first);
        return first;
    }

    private void make(JobContext job, Place place, VolumeRecord record, long allocation) throws Exception {
        try (VolumeFile file = record.fileKey().isEmpty() ? create(place) : reopen(place, record)) {
            place.forceName();
            VolumeRecord named = record.madeAs(file.key());
            place.record(named);
            fill(job, file, record.capacity(), allocation);
            place.record(named.now(Condition.READY, job.jobId()));
        } catch (IOException e) {
            throw place.explain("allocate", e);
        }
    }

    private static VolumeFile create(Place place) {
        // What an earlier attempt made and did not come to write down is still empty.
        if (place.found().filter(found -> found.size() == 0).isPresent()) {
            place.delete();
        }
        return place.create();
    }

    private static VolumeFile reopen(Place place, VolumeRecord record) throws IOException {
        VolumeFile file = place.open();
        if (!file.key().equals(record.fileKey())) {
            file.close();
            throw new VolumeReplacedException(place.target() + " is not the file whose allocation began: '"
                    + place.path() + "' is " + file.key() + ", not " + record.fileKey());
        }
        return file;
    }

    private void fill(JobContext job, VolumeFile file, long capacity, long allocation) throws IOException {
        file.resize(capacity);
        long at = job.checkpoint().map(state -> state.integer(OFFSET)).orElse(0L);
        while (at < allocation) {
            job.checkAbort();
            long step = Math.min(stepBytes, allocation - at);
            file.allocate(at, step);
            at += step;
            job.progress().advance(step);
            job.checkpoint(Document.of(OFFSET, at), file::force);
        }
        job.checkAbort();
        file.force();
    }

    @Override
    public void undo(JobContext job) {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        Optional<VolumeRecord> own = place.record().filter(record -> record.jobId() == job.jobId());
        if (own.isPresent()) {
            if (place.found().filter(found -> madeHere(own.get(), found)).isPresent()) {
                place.delete();
                place.forceName();
            }
            place.removeRecord();
        }
    }

    private static boolean madeHere(VolumeRecord own, FoundVolume found) {
        return own.fileKey().isEmpty() ? found.size() == 0 : own.fileKey().equals(found.key());
    }
}

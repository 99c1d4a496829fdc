package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import org.jobledger.engine.Forcing;
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
 * <p>The record comes first, as INCOMPLETE, so that no crash leaves a file which looks like a healthy volume; the identity of the file
 * is in the first checkpoint, so that nothing but the file this job made is ever continued or removed.
 */
public final class AllocateHandler implements JobHandler {
    /** How much is allocated between two looks at the abort flag, bytes. */
    private static final long STEP = 256L << 20;

    private static final String OFFSET = "offset";
    private static final String KEY = "file";

    private final Definitions definitions;
    private final Backends backends;

    /** A handler that works on these. */
    public AllocateHandler(Definitions definitions, Backends backends) {
        this.definitions = definitions;
        this.backends = backends;
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
        if (!madeBefore(job, place)) {
            reserveName(job, place, capacity);
            try (VolumeFile file = job.checkpoint().isPresent() ? reopen(job, place) : create(job, place)) {
                fill(job, file, capacity, allocation);
            } catch (IOException e) {
                throw place.explain("allocate", e);
            }
            place.record(VolumeRecord.raw(capacity, Condition.READY, job.jobId()));
        }
        return Document.of("path", place.path(), "capacity", capacity, "allocation", allocation);
    }

    /** A crash may fall between the record of the whole volume and the end of the job. */
    private static boolean madeBefore(JobContext job, Place place) {
        return place.record()
                .filter(record -> record.condition() == Condition.READY && record.jobId() == job.jobId())
                .isPresent();
    }

    private static void reserveName(JobContext job, Place place, long capacity) {
        Optional<VolumeRecord> known = place.record();
        boolean ours = known.filter(record -> record.jobId() == job.jobId()).isPresent();
        if (!ours && (known.isPresent() || place.taken())) {
            throw exists(place);
        }
        place.record(VolumeRecord.raw(capacity, Condition.INCOMPLETE, job.jobId()));
    }

    private static VolumeExistsException exists(Place place) {
        return new VolumeExistsException(place.target() + " exists already: '" + place.path() + "'");
    }

    private static VolumeFile create(JobContext job, Place place) throws IOException {
        removeOwnEmptyFile(job, place);
        VolumeFile file = place.create();
        try {
            place.forceName();
            job.checkpoint(Document.of(OFFSET, 0, KEY, file.key()), Forcing.NOTHING);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A file that an earlier attempt made and did not come to write down: it is still empty. */
    private static void removeOwnEmptyFile(JobContext job, Place place) {
        if (job.attempt() > 1
                && place.found().filter(found -> found.size() == 0).isPresent()) {
            place.delete();
        }
    }

    private static VolumeFile reopen(JobContext job, Place place) throws IOException {
        VolumeFile file = place.open();
        String expected = job.checkpoint().orElseThrow().string(KEY);
        if (!file.key().equals(expected)) {
            file.close();
            throw new VolumeReplacedException(place.target() + " is not the file whose allocation began: '"
                    + place.path() + "' is " + file.key() + ", not " + expected);
        }
        return file;
    }

    private static void fill(JobContext job, VolumeFile file, long capacity, long allocation) throws IOException {
        file.resize(capacity);
        long at = job.checkpoint().map(state -> state.integer(OFFSET)).orElse(0L);
        while (at < allocation) {
            job.checkAbort();
            long step = Math.min(STEP, allocation - at);
            file.allocate(at, step);
            at += step;
            job.progress().advance(step);
            job.checkpoint(Document.of(OFFSET, at, KEY, file.key()), file::force);
        }
        job.checkAbort();
        file.force();
    }

    @Override
    public void undo(JobContext job) {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        boolean begun =
                place.record().filter(record -> record.jobId() == job.jobId()).isPresent();
        if (begun) {
            if (place.found().filter(found -> madeHere(job, found)).isPresent()) {
                place.delete();
                place.forceName();
            }
            place.removeRecord();
        }
    }

    private static boolean madeHere(JobContext job, FoundVolume found) {
        return job.checkpoint()
                .map(state -> state.string(KEY).equals(found.key()))
                .orElse(found.size() == 0);
    }
}

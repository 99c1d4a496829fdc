package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.ResourceChange;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.definition.FormatFields;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * A volume that a job makes. The record comes first, as INCOMPLETE, so that no crash leaves a file which looks like a healthy volume;
 * then it gets the identity of the file, so that nothing but the file this job made is ever continued or removed.
 *
 * @param job the job
 * @param place where the volume is made
 */
record NewFile(JobContext job, Place place) {

    /**
     * The record of the volume, made where this is the first attempt.
     *
     * @throws VolumeExistsException if the name belongs to something else
     */
    VolumeRecord record(Layout layout) {
        Optional<VolumeRecord> known = place.record();
        if (known.filter(record -> record.jobId() == job.jobId()).isPresent()) {
            return known.get();
        }
        VolumeRecord first = first(place, layout, job.jobId());
        place.record(first);
        return first;
    }

    private static VolumeRecord first(Place place, Layout layout, long jobId) {
        if (place.record().isPresent() || place.taken()) {
            throw new VolumeExistsException(place.target() + " exists already: '" + place.path() + "'");
        }
        return layout.record(Condition.INCOMPLETE, jobId);
    }

    /**
     * The change that makes this record, for {@link org.jobledger.engine.JobHandler#atStart}.
     *
     * @throws VolumeExistsException if the name belongs to something else
     */
    static ResourceChange atStart(Place place, Layout layout, long jobId) {
        return place.change(first(place, layout, jobId));
    }

    /**
     * The file, made or opened again, with its name durable and its identity in the record.
     *
     * @throws VolumeReplacedException if it is not the one that was made
     */
    VolumeFile open(VolumeRecord record, Permissions permissions) throws IOException {
        VolumeFile file = openUnforced(record, permissions);
        try {
            place.forceName();
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The same, its name not durable: for who forces it before the first checkpoint, see {@link NamedFile}. */
    VolumeFile openUnforced(VolumeRecord record, Permissions permissions) throws IOException {
        VolumeFile file = isToBeMade(record) ? create(record, permissions) : reopen(record);
        try {
            // A device has the size it was made with, which may be somewhat more.
            place.record(
                    record.sized(file.fixed() ? file.size() : record.capacity()).madeAs(file.key()));
            return file;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Also where its identity was written down and the crash came before it was made. */
    private boolean isToBeMade(VolumeRecord record) {
        return record.fileKey().isEmpty()
                || (job.checkpoint().isEmpty() && place.found().isEmpty());
    }

    private VolumeFile create(VolumeRecord record, Permissions permissions) {
        // What an earlier attempt made and did not come to write down is still empty.
        if (place.found().filter(found -> found.size() == 0).isPresent()) {
            place.delete();
        }
        return place.create(new NewVolume(
                permissions,
                record.layout().noCopyOnWrite(),
                record.capacity(),
                allocation(record),
                FormatFields.partition(job.parameters()),
                key -> place.record(record.madeAs(key))));
    }

    private long allocation(VolumeRecord record) {
        return job.parameters().value("allocation") instanceof Number said ? said.longValue() : record.capacity();
    }

    private VolumeFile reopen(VolumeRecord record) throws IOException {
        VolumeFile file = place.open();
        if (!file.key().equals(record.fileKey())) {
            file.close();
            throw new VolumeReplacedException(place.target() + " is not the file whose making began: '" + place.path()
                    + "' is " + file.key() + ", not " + record.fileKey());
        }
        return file;
    }

    /**
     * Checks that what was written is what the name stands for.
     *
     * @throws IOException if the name stands for another file by now, or for none
     */
    static void requireThere(VolumeFile file) throws IOException {
        String unused = file.version();
    }

    /** Says that the volume is there, from the end of the job on. */
    void complete(Condition condition) {
        place.record().ifPresent(record -> place.recordAtEnd(job, record.now(condition, job.jobId())));
    }

    /** The same of a copy, which is laid out as its source is. */
    void complete(Condition condition, Layout layout) {
        place.record()
                .ifPresent(record -> place.recordAtEnd(
                        job, layout.record(condition, job.jobId()).madeAs(record.fileKey())));
    }

    /** Removes what the job made, and nothing else. */
    void remove() {
        Optional<VolumeRecord> own = place.record().filter(record -> record.jobId() == job.jobId());
        if (own.isPresent()) {
            if (place.found().filter(found -> madeHere(own.get(), found)).isPresent()) {
                place.delete();
                place.forceName();
            }
            place.removeRecordAtEnd(job);
        }
    }

    private static boolean madeHere(VolumeRecord own, FoundVolume found) {
        return own.fileKey().isEmpty() ? found.size() == 0 : own.fileKey().equals(found.key());
    }
}

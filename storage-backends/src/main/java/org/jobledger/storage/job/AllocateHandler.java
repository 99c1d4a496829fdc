package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * Makes a volume and gives it its place on the disk, step by step (libvirt: virStorageVolCreateXML).
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
    public static Document parameters(Target target, long capacity, long allocation, VolumeMode mode) {
        return Document.of(
                "pool",
                target.pool().text(),
                "volume",
                target.volume().text(),
                "capacity",
                capacity,
                "allocation",
                allocation,
                "mode",
                mode.toString());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        NewFile made = new NewFile(job, place);
        long capacity = job.parameters().integer("capacity");
        long allocation = job.parameters().integer("allocation");
        job.progress().total(allocation, "bytes");
        VolumeRecord record = made.record(capacity);
        // A crash may fall between the record of the whole volume and the end of the job.
        if (record.condition() != Condition.READY) {
            try (VolumeFile file = made.open(record, Modes.of(job.parameters()))) {
                fill(job, file, capacity, allocation);
                made.complete(Condition.READY);
            } catch (IOException e) {
                throw place.explain("allocate", e);
            }
        }
        return Document.of("path", place.path(), "capacity", capacity, "allocation", allocation);
    }

    private void fill(JobContext job, VolumeFile file, long capacity, long allocation) throws IOException {
        file.resize(capacity);
        long at = job.checkpoint().map(state -> state.integer(OFFSET)).orElse(0L);
        while (at < allocation) {
            long step = Math.min(stepBytes, allocation - at);
            job.pace(step);
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
        new NewFile(job, Place.of(Target.of(job.parameters()), definitions, backends)).remove();
    }
}

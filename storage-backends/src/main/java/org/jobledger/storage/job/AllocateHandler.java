package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.FormatFields;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * Makes a volume and gives it its place on the disk, step by step (libvirt: virStorageVolCreateXML).
 */
public final class AllocateHandler implements JobHandler {
    /** How much is allocated between two looks at the abort flag, bytes. */
    public static final long USUAL_STEP = 512L << 20;

    private static final String OFFSET = "offset";

    private final Definitions definitions;
    private final Backends backends;
    private final HeldSecrets secrets;
    private final long stepBytes;
    private final Pace pace;

    /** A handler that works on these in steps of so many bytes, and takes checkpoints at a pace. */
    public AllocateHandler(Definitions definitions, Backends backends, HeldSecrets secrets, long stepBytes, Pace pace) {
        this.secrets = secrets;
        this.definitions = definitions;
        this.backends = backends;
        this.stepBytes = stepBytes;
        this.pace = pace;
    }

    /**
     * What a job is told.
     *
     * @param secrets where it finds the secrets of its caller, see {@link HeldSecrets#hold}; empty where it needs none
     */
    public static Document parameters(VolumeRequest request, String secrets) {
        List<Object> fields = new ArrayList<>(List.of(
                "pool",
                request.pool().text(),
                "volume",
                request.name().text(),
                "capacity",
                request.capacity(),
                "allocation",
                request.allocation()));
        fields.addAll(Modes.fields(request.permissions()));
        if (!secrets.isEmpty()) {
            fields.addAll(List.of(HeldSecrets.TOKEN, secrets));
        }
        return FormatFields.write(request.format(), fields.toArray());
    }

    @Override
    public List<ResourceChange> atStart(long jobId, Document parameters) {
        VolumeFormat format = FormatFields.read(parameters);
        Place place = Place.of(Target.of(parameters), definitions, backends);
        return List.of(NewFile.atStart(place, layout(format, parameters), jobId));
    }

    private static Layout layout(VolumeFormat format, Document parameters) {
        return new Layout(format, parameters.integer("capacity"));
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        try {
            VolumeFormat format = FormatFields.read(job.parameters());
            requireBacking(format);
            return format.raw() ? raw(job, place) : new ImageMaking(job, place, secrets, stepBytes).run();
        } catch (IOException e) {
            throw place.explain("allocate", e);
        } finally {
            secrets.forget(job.parameters());
        }
    }

    /** It may have gone while the job waited for it. */
    private void requireBacking(VolumeFormat format) {
        VolumeFormat.Backing backing = format.backing();
        if (backing != null) {
            Target target = Target.at(definitions, backing.path())
                    .orElseThrow(() -> new InvalidValueException(
                            "backing store '" + backing.path() + "' is no volume of a started pool any more"));
            PoolRecord pool = definitions.pool(target.pool());
            backends.of(pool.definition()).requireVolume(pool.definition(), target.volume());
        }
    }

    private Document raw(JobContext job, Place place) throws IOException {
        NewFile made = new NewFile(job, place);
        long capacity = job.parameters().integer("capacity");
        long allocation = job.parameters().integer("allocation");
        job.progress().total(allocation, "bytes");
        VolumeRecord record = made.record(layout(FormatFields.read(job.parameters()), job.parameters()));
        // A crash may fall between the record of the whole volume and the end of the job.
        if (record.condition() != Condition.READY) {
            try (VolumeFile file = made.openUnforced(record, Modes.of(job.parameters()))) {
                fill(job, new NamedFile(place, file), capacity, allocation);
                NewFile.requireThere(file);
                made.complete(Condition.READY);
            }
        }
        job.progress().advance(allocation - job.progress().processed());
        return Document.of("path", place.path(), "capacity", capacity, "allocation", allocation);
    }

    private void fill(JobContext job, NamedFile made, long capacity, long allocation) throws IOException {
        made.file().resize(capacity);
        Checkpoints checkpoints = new Checkpoints(job, pace, made::force);
        long from = job.checkpoint().map(state -> state.integer(OFFSET)).orElse(0L);
        new RangeAllocator(job, made.file(), stepBytes).allocate(from, allocation, (at, bytes) -> {
            // What the ledger says of the volume next is the last checkpoint.
            if (at < allocation && checkpoints.due(bytes)) {
                checkpoints.take(Document.of(OFFSET, at));
            }
        });
        job.checkAbort();
        made.force();
    }

    @Override
    public void undo(JobContext job) throws Exception {
        ChildMark.killLeftover(job.checkpoint());
        new NewFile(job, Place.of(Target.of(job.parameters()), definitions, backends)).remove();
    }
}

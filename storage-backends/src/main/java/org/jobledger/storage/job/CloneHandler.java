package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.VolumeChangedException;
import org.jobledger.storage.VolumeIncompleteException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.FormatFields;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * Makes a volume as a copy of another one (libvirt: virStorageVolCreateXMLFrom). It goes on after a crash only where the source is what
 * it was: then a copy is of one state of its source, or it is not at all.
 */
public final class CloneHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final HeldSecrets secrets;
    private final Pace pace;

    /** A handler that works on these at a pace. */
    public CloneHandler(Definitions definitions, Backends backends, HeldSecrets secrets, Pace pace) {
        this.secrets = secrets;
        this.definitions = definitions;
        this.backends = backends;
        this.pace = pace;
    }

    /**
     * What a job is told.
     *
     * @param secrets where it finds the secrets of its caller, see {@link HeldSecrets#hold}; empty where it needs none
     */
    public static Document parameters(CloneRequest request, String secrets) {
        List<Object> fields = new ArrayList<>(List.of(
                "pool", request.pool().text(),
                "volume", request.name().text(),
                "sourcePool", request.sourcePool().text(),
                "source", request.source().text(),
                "capacity", request.capacity(),
                "allocation", request.allocation(),
                "reflink", request.reflink().name()));
        fields.addAll(Modes.fields(request.permissions()));
        if (!secrets.isEmpty()) {
            fields.addAll(List.of(HeldSecrets.TOKEN, secrets));
        }
        return request.format() == null
                ? Document.of(fields.toArray())
                : FormatFields.write(request.format(), fields.toArray());
    }

    private static Target source(JobContext job) {
        Document parameters = job.parameters();
        return new Target(new PoolName(parameters.string("sourcePool")), new VolumeName(parameters.string("source")));
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place from = Place.of(source(job), definitions, backends);
        Place to = Place.of(Target.of(job.parameters()), definitions, backends);
        ChildMark.killLeftover(job.checkpoint());
        try (VolumeFile source = from.openToRead()) {
            Condition condition = conditionOf(from);
            Layout layout = layoutOf(from);
            CopyPlan plan = CopyPlan.of(from.target(), layout, job.parameters());
            if (plan.converts()) {
                from.requireAble(Ability.CONVERT);
                to.requireAble(Ability.CONVERT);
                List<Target> unused = new BackingChain(definitions, backends)
                        .of(from.target(), layout.format().name());
                return new ConvertRun(job, from, to, secrets, layout, plan).run(source, condition);
            }
            Optional<LayerRun> layer = LayerRun.of(job, from, to);
            return layer.isPresent()
                    ? layer.get().run(condition, layout, plan.capacity())
                    : copied(job, from, to, source, layout, condition);
        } catch (IOException e) {
            throw to.explain("make " + to.target() + " as a copy of", from.target(), e);
        } finally {
            secrets.forget(job.parameters());
        }
    }

    private Document copied(JobContext job, Place from, Place to, VolumeFile source, Layout layout, Condition condition)
            throws IOException, InterruptedException {
        CloneState begin = begin(job, from, source, layout);
        NewFile made = new NewFile(job, to);
        VolumeRecord record = made.record(layout.raw() ? layout.of(begin.capacity()) : layout);
        CloneState end = begin;
        // A crash may fall between the record of the whole volume and the end of the job.
        if (record.condition() == Condition.INCOMPLETE) {
            end = copy(job, made, record, source, begin);
            requireUnchanged(from, source, begin);
            made.complete(condition, layout.raw() ? layout.of(begin.capacity()) : layout);
        }
        return Document.of(
                "path", to.path(),
                "source", from.path(),
                "capacity", layout.raw() ? end.capacity() : layout.capacity(),
                "sharing", end.sharing());
    }

    private CloneState copy(JobContext job, NewFile made, VolumeRecord record, VolumeFile source, CloneState begin)
            throws IOException, InterruptedException {
        try (VolumeFile target = made.open(record, Modes.of(job.parameters()))) {
            CloneState end = new CloneRun(job, source, target, made.place(), pace).run(begin);
            NewFile.requireThere(target);
            return end;
        }
    }

    private static Layout layoutOf(Place from) {
        FoundVolume found = from.found().orElseThrow(() -> new NoSuchVolumeException(from.target() + " is gone"));
        return Layout.of(from.record().orElse(null), found);
    }

    private static Condition conditionOf(Place from) {
        Optional<VolumeRecord> record = from.record();
        if (record.filter(known -> known.condition() == Condition.INCOMPLETE).isPresent()) {
            throw new VolumeIncompleteException(from.target() + " is not whole: its making by job "
                    + record.get().jobId() + " ended early");
        }
        return record.map(VolumeRecord::condition).orElse(Condition.READY);
    }

    /** A copy of an image has as many bytes as its file; what a guest sees stands in them. */
    private static CloneState begin(JobContext job, Place from, VolumeFile source, Layout layout) throws IOException {
        if (job.checkpoint().isPresent()) {
            CloneState begin = CloneState.of(job.checkpoint().get());
            requireUnchanged(from, source, begin);
            return begin;
        }
        long size = source.size();
        long capacity = layout.raw() ? job.parameters().integer("capacity") : 0;
        return new CloneState(source.version(), size, Math.max(capacity, size), 0, 0, false);
    }

    private static void requireUnchanged(Place from, VolumeFile source, CloneState begin) throws IOException {
        if (!source.version().equals(begin.sourceVersion())) {
            throw new VolumeChangedException(from.target() + " has changed since its copying began: '" + from.path()
                    + "' is " + source.version() + ", not " + begin.sourceVersion());
        }
    }

    @Override
    public void undo(JobContext job) throws Exception {
        ChildMark.killLeftover(job.checkpoint());
        Place to = Place.of(Target.of(job.parameters()), definitions, backends);
        if (LayerRun.began(job)) {
            LayerRun.of(job, Place.of(source(job), definitions, backends), to).ifPresent(LayerRun::undo);
        }
        new NewFile(job, to).remove();
    }

    static Reflink reflink(JobContext job) {
        return Reflink.valueOf(job.parameters().string("reflink"));
    }
}

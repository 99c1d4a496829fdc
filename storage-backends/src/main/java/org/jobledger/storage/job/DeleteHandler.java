package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.StorageBackend.Use;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.io.VolumeFile;

/**
 * Removes a volume: its bytes, if asked to, then the name, durably, then the record (libvirt: virStorageVolDelete). Done again after a
 * crash it finds less to do.
 */
public final class DeleteHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final Pace pace;

    /** A handler that works on these, overwriting at a pace. */
    public DeleteHandler(Definitions definitions, Backends backends, Pace pace) {
        this.definitions = definitions;
        this.backends = backends;
        this.pace = pace;
    }

    /** What a job is told. */
    public static Document parameters(Target target, Set<DeleteOption> options) {
        List<Object> fields = new ArrayList<>(List.of(
                "pool",
                target.pool().text(),
                "volume",
                target.volume().text(),
                "zeroed",
                options.contains(DeleteOption.ZEROED)));
        if (options.contains(DeleteOption.SNAPSHOTS)) {
            fields.addAll(List.of("snapshots", true));
        }
        return Document.of(fields.toArray());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        if (job.attempt() == 1 && !place.taken() && place.record().isEmpty()) {
            throw new NoSuchVolumeException(place.target() + " is gone");
        }
        boolean zeroed = Boolean.TRUE.equals(job.parameters().value("zeroed"));
        new Changes(definitions, backends).requireNone(place.target());
        if (place.taken()) {
            place.requireUnused(Use.CHANGE);
            if (Boolean.TRUE.equals(job.parameters().value("snapshots"))) {
                place.removeSnapshots();
            }
            if (zeroed) {
                place.requireErasable();
                zero(job, place);
            }
        }
        job.checkAbort();
        place.delete();
        place.forceName();
        place.removeRecordAtEnd(job);
        return Document.of("path", place.path(), "zeroed", zeroed);
    }

    private void zero(JobContext job, Place place) throws Exception {
        try (VolumeFile file = place.open()) {
            WipeState state = new Wiping(job, place).run(file, WipeAlgorithm.ZERO, pace, 1);
            job.phase(state.plan().size() + 1, state.plan().size() + 1, "remove");
        } catch (IOException e) {
            throw place.explain("wipe", e);
        }
    }
}

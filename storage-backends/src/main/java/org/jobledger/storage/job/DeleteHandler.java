package org.jobledger.storage.job;

import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;

/**
 * Removes a volume: the name, durably, then the record (libvirt: virStorageVolDelete). Done again after a crash it finds less to do.
 */
public final class DeleteHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;

    /** A handler that works on these. */
    public DeleteHandler(Definitions definitions, Backends backends) {
        this.definitions = definitions;
        this.backends = backends;
    }

    /** What a job is told. */
    public static Document parameters(Target target) {
        return Document.of(
                "pool", target.pool().text(), "volume", target.volume().text());
    }

    @Override
    public Document run(JobContext job) {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        if (job.attempt() == 1 && !place.taken() && place.record().isEmpty()) {
            throw new NoSuchVolumeException(place.target() + " is gone");
        }
        job.checkAbort();
        place.delete();
        place.forceName();
        place.removeRecord();
        return Document.of("path", place.path());
    }
}

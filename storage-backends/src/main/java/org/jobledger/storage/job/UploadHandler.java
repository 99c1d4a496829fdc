package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.StreamCutException;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.io.VolumeFile;

/**
 * Writes to a volume what a caller sends (libvirt: virStorageVolUpload). The volume is held until the stream is closed; after a crash
 * there is no stream to go on with.
 */
public final class UploadHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final Streams streams;
    private final Pace pace;

    /** A handler that works on these at a pace. */
    public UploadHandler(Definitions definitions, Backends backends, Streams streams, Pace pace) {
        this.definitions = definitions;
        this.backends = backends;
        this.streams = streams;
        this.pace = pace;
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        StreamRequest request = StreamParameters.of(job.parameters());
        Pipe pipe = streams.take(job.parameters())
                .orElseThrow(
                        () -> new StreamCutException("the sender of the upload to " + place.target() + " is gone"));
        try (VolumeFile file = place.open()) {
            long end = StreamParameters.requireInside(request, Layout.room(place.layout(), file.size()));
            UploadRun run = new UploadRun(job, place, file, request, pace);
            long sent = run.receive(pipe, end);
            return Document.of(
                    "path", place.path(), "offset", request.offset(), "length", sent, "sha256", run.sha256(pipe));
        } catch (IOException e) {
            throw place.explain("upload to", e);
        } finally {
            pipe.ring().abandon();
        }
    }
}

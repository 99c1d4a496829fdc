package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.StreamCutException;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeChangedException;
import org.jobledger.storage.VolumeIncompleteException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * Sends a caller what is in a volume (libvirt: virStorageVolDownload). The volume is held until the caller knows that this was all, so
 * that all of it is of one state of the volume.
 */
public final class DownloadHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final Streams streams;

    /** A handler that works on these. */
    public DownloadHandler(Definitions definitions, Backends backends, Streams streams) {
        this.definitions = definitions;
        this.backends = backends;
        this.streams = streams;
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        StreamRequest request = StreamParameters.of(job.parameters());
        Pipe pipe = streams.take(job.parameters())
                .orElseThrow(
                        () -> new StreamCutException("the receiver of the download of " + place.target() + " is gone"));
        try (VolumeFile file = place.openToRead()) {
            requireWhole(place);
            long end = StreamParameters.requireInside(request, file.size());
            job.progress().total(end - request.offset(), "bytes");
            String version = file.version();
            String sha256 = send(job, file, request, end, pipe.ring());
            requireUnchanged(place, file, version);
            Sha256.require(place.target(), request.sha256(), sha256);
            pipe.ring().end();
            if (!pipe.ring().awaitDrained(job::checkAbort)) {
                throw closed(job, end, end);
            }
            return Document.of(
                    "path",
                    place.path(),
                    "offset",
                    request.offset(),
                    "length",
                    end - request.offset(),
                    "sha256",
                    sha256);
        } catch (IOException e) {
            throw place.explain("download", e);
        } finally {
            pipe.ring().abandon();
        }
    }

    private static void requireWhole(Place place) {
        place.record()
                .filter(record -> record.condition() == Condition.INCOMPLETE)
                .ifPresent(record -> {
                    throw new VolumeIncompleteException(
                            place.target() + " is not whole: its making by job " + record.jobId() + " ended early");
                });
    }

    private static String send(JobContext job, VolumeFile file, StreamRequest request, long end, BlockRing ring)
            throws IOException, InterruptedException {
        Sha256 sha256 = new Sha256(request.sha256());
        DataBlocks blocks = new DataBlocks(file, request.offset(), end);
        long at = request.offset();
        while (at < end) {
            job.checkAbort();
            ByteBuffer buffer = ring.free(job::checkAbort);
            if (buffer == null) {
                throw closed(job, at, end);
            }
            Block block = blocks.next(buffer);
            long from = block == null ? end : block.offset();
            if (from > at) {
                sha256.addZeros(from - at);
                ring.put(Block.hole(at, from - at));
            }
            if (block != null && block.data() != null) {
                job.pace(block.length());
                sha256.add(block.data());
                ring.put(block);
            }
            long now = block == null ? end : block.end();
            job.progress().advance(now - at);
            at = now;
        }
        return sha256.end();
    }

    /** Who closes a stream before its end asks its job to stop first. */
    private static StreamCutException closed(JobContext job, long at, long end) {
        job.checkAbort();
        return new StreamCutException("nobody receives the download any more, at byte " + at + " of " + end);
    }

    private static void requireUnchanged(Place place, VolumeFile file, String version) throws IOException {
        if (!file.version().equals(version)) {
            throw new VolumeChangedException(place.target() + " was changed while it was downloaded: '" + place.path()
                    + "' is " + file.version() + ", not " + version);
        }
    }
}

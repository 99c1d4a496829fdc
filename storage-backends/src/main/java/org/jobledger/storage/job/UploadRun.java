package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.StreamCutException;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;
import org.jspecify.annotations.Nullable;

/** One upload, from the first byte to the commit. For the thread of the job. */
final class UploadRun {
    private final JobContext job;
    private final Place place;
    private final VolumeFile file;
    private final StreamRequest request;
    private final Checkpoints checkpoints;
    private long at;

    UploadRun(JobContext job, Place place, VolumeFile file, StreamRequest request, Pace pace) {
        this.job = job;
        this.place = place;
        this.file = file;
        this.request = request;
        this.checkpoints = new Checkpoints(job, pace, file::force);
        this.at = request.offset();
    }

    /**
     * Writes all that comes.
     *
     * @return how many bytes that was
     * @throws StreamCutException if it ended without a commit, or before the length that was announced
     */
    long receive(Pipe pipe, long end) throws IOException, InterruptedException {
        if (request.length() != StreamRequest.UNKNOWN) {
            job.progress().total(request.length(), "bytes");
        }
        Condition before = place.record().map(VolumeRecord::condition).orElse(Condition.READY);
        for (Block block = next(pipe); block != null; block = next(pipe)) {
            requireInside(block, end);
            if (block.data() != null) {
                job.pace(block.length());
            }
            if (at == request.offset()) {
                mark(Condition.UNDEFINED, place::record);
            }
            write(block);
            pipe.ring().release(block);
        }
        job.checkAbort();
        if (at > file.size()) {
            file.resize(at);
        }
        // What came is kept, whatever becomes of the rest.
        checkpoints.take(state());
        requireWhole(pipe);
        // Fails where the name stands for another file now, or for none.
        String unused = file.version();
        mark(conditionNow(before), record -> place.recordAtEnd(job, record));
        return at - request.offset();
    }

    private @Nullable Block next(Pipe pipe) throws IOException, InterruptedException {
        job.checkAbort();
        return pipe.ring().take(job::checkAbort);
    }

    private void requireInside(Block block, long end) throws IOException {
        if (block.end() > end) {
            checkpoints.take(state());
            throw new InvalidValueException("more is sent to " + place.target() + " than fits: byte "
                    + (block.end() - 1) + " lies beyond the end at " + end + durable());
        }
    }

    private void write(Block block) throws IOException {
        ByteBuffer data = block.data();
        if (data == null) {
            new Zeros(job, file).write(block.offset(), block.end());
        } else {
            file.write(data, block.offset());
        }
        at = block.end();
        job.progress().advance(block.length());
        if (checkpoints.due(block.length())) {
            checkpoints.take(state());
        }
    }

    private void requireWhole(Pipe pipe) {
        long sent = at - request.offset();
        boolean known = request.length() != StreamRequest.UNKNOWN;
        if (pipe.commit() == null || (known && sent < request.length())) {
            throw new StreamCutException("the upload to " + place.target() + " ended early, after " + sent
                    + (known ? " of " + request.length() : "") + " bytes" + durable());
        }
        Sha256.require(place.target(), request.sha256(), sha256(pipe));
    }

    String sha256(Pipe pipe) {
        Pipe.Commit commit = pipe.commit();
        return commit == null ? "" : commit.sha256();
    }

    private String durable() {
        return "; " + (at - request.offset()) + " bytes are durable";
    }

    private Document state() {
        return Document.of("offset", at);
    }

    /** Only who writes all of a volume makes all of it defined. */
    private Condition conditionNow(Condition before) throws IOException {
        return request.offset() == 0 && at == file.size() ? Condition.READY : before;
    }

    private void mark(Condition condition, Consumer<VolumeRecord> recording) throws IOException {
        long size = file.size();
        VolumeRecord record = place.record().orElseGet(() -> VolumeRecord.raw(size, condition, job.jobId()));
        if (record.condition() != Condition.INCOMPLETE) {
            VolumeRecord now = record.now(condition, job.jobId());
            // What a guest sees of an image stands in what has come.
            recording.accept(
                    now.layout().raw()
                            ? now
                            : now.sized(place.layout().map(Layout::capacity).orElse(size)));
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeUpload;
import org.jspecify.annotations.Nullable;

/** The caller's end of an upload. */
public final class UploadStream extends VolumeUpload {
    private final Job job;
    private final Streams streams;
    private final Pipe pipe;
    private final StreamEnd end;
    private final Sha256 sha256;
    private @Nullable ByteBuffer current;
    private long at;

    /** Of a job that was submitted with this stream. */
    public UploadStream(Job job, Streams streams, Pipe pipe, StreamRequest request) {
        this.job = job;
        this.streams = streams;
        this.pipe = pipe;
        this.end = new StreamEnd(job);
        this.sha256 = new Sha256(request.sha256());
        this.at = request.offset();
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        sha256.add(ByteBuffer.wrap(source, offset, length));
        for (int done = 0; done < length; ) {
            ByteBuffer buffer = buffer();
            int some = Math.min(buffer.remaining(), length - done);
            buffer.put(source, offset + done, some);
            done += some;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    private ByteBuffer buffer() throws IOException {
        if (current == null) {
            try {
                current = pipe.ring().free(end::check);
            } catch (InterruptedException e) {
                throw StreamEnd.interrupted();
            }
            if (current == null) {
                end.requireCompleted();
                throw new IOException("the upload is closed");
            }
            // Blocks end on multiples of their size, so that all but the first are fit for direct I/O.
            current.limit(Pipe.BLOCK_BYTES - (int) (at % Pipe.BLOCK_BYTES));
        }
        return current;
    }

    /** Sends what was written on its way to the disk. */
    @Override
    public void flush() {
        if (current != null && current.position() > 0) {
            Block block = Block.of(at, current.flip());
            at = block.end();
            current = null;
            pipe.ring().put(block);
        }
    }

    @Override
    public void skip(long bytes) throws IOException {
        if (bytes < 0) {
            throw new InvalidValueException("a hole of " + bytes + " bytes cannot be sent");
        }
        flush();
        if (pipe.ring().abandoned()) {
            end.requireCompleted();
        }
        if (bytes > 0) {
            sha256.addZeros(bytes);
            pipe.ring().put(Block.hole(at, bytes));
            at += bytes;
        }
    }

    @Override
    public JobStats commit() throws InterruptedException {
        if (pipe.commit() == null) {
            flush();
            pipe.commit(new Pipe.Commit(sha256.end()));
            pipe.ring().end();
        }
        return StorageDriver.finish(job);
    }

    @Override
    public void close() {
        if (pipe.commit() == null) {
            flush();
        }
        pipe.ring().end();
        end.await();
        streams.forget(pipe);
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.storage.VolumeDownload;
import org.jspecify.annotations.Nullable;

/** The caller's end of a download. */
public final class DownloadStream extends VolumeDownload {
    private final Job job;
    private final Streams streams;
    private final Pipe pipe;
    private final String principal;
    private final StreamEnd end;
    private @Nullable Block current;
    private long left;
    private boolean atEnd;

    /**
     * Of a job that was submitted with this stream.
     *
     * @param principal on whose behalf it is closed early
     */
    public DownloadStream(Job job, Streams streams, Pipe pipe, String principal) {
        this.job = job;
        this.streams = streams;
        this.pipe = pipe;
        this.principal = principal;
        this.end = new StreamEnd(job);
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        Block block = block();
        if (block == null) {
            return -1;
        }
        int some = (int) Math.min(left, length);
        ByteBuffer data = block.data();
        if (data == null) {
            Arrays.fill(target, offset, offset + some, (byte) 0);
        } else {
            data.get(target, offset, some);
        }
        consume(block, some);
        return some;
    }

    @Override
    public long skipHole() throws IOException {
        Block block = block();
        if (block == null || block.data() != null) {
            return 0;
        }
        long hole = left;
        consume(block, hole);
        return hole;
    }

    private void consume(Block block, long bytes) {
        left -= bytes;
        if (left == 0) {
            pipe.ring().release(block);
            current = null;
        }
    }

    /** The block that is being read; null at the end. */
    private @Nullable Block block() throws IOException {
        if (current == null && !atEnd) {
            try {
                current = pipe.ring().take(end::check);
            } catch (InterruptedException e) {
                throw StreamEnd.interrupted();
            }
            if (current == null) {
                end.requireCompleted();
                atEnd = true;
            } else {
                left = current.length();
            }
        }
        return current;
    }

    @Override
    public void close() {
        if (!atEnd) {
            try {
                job.abort(principal, "the download was closed before its end");
            } catch (JobRefusedException | LedgerClosedException e) {
                // It has ended, or ends with its ledger.
            }
            pipe.ring().abandon();
        }
        end.await();
        streams.forget(pipe);
    }
}

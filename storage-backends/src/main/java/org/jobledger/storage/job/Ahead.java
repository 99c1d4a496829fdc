package org.jobledger.storage.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.AlignedBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Fills blocks on a thread of its own, ahead of the thread of a job, which takes them in order: reading or making data and writing it
 * overlap. For the thread of the job.
 */
final class Ahead implements Closeable {
    private static final int BUFFERS = WritesInFlight.DEPTH + 2;

    /** What makes the blocks; called on the other thread alone. */
    @FunctionalInterface
    interface Filling {
        /**
         * Fills a cleared buffer and flips it.
         *
         * @return the block, or null where there is no more
         */
        @Nullable
        Block next(ByteBuffer empty) throws IOException;
    }

    private final JobContext job;
    private final List<ByteBuffer> buffers;
    private final BlockRing ring;
    private final Thread thread;
    private boolean closed;

    private Ahead(JobContext job, int blockBytes, Filling filling) {
        this.job = job;
        this.buffers = Stream.generate(() -> AlignedBuffer.of(blockBytes))
                .limit(BUFFERS)
                .toList();
        this.ring = new BlockRing(buffers);
        this.thread = new Thread(() -> fill(ring, filling), "jobledger-ahead-" + job.jobId());
        thread.setDaemon(true);
    }

    /** Begins to fill. */
    static Ahead of(JobContext job, int blockBytes, Filling filling) {
        Ahead ahead = new Ahead(job, blockBytes, filling);
        ahead.thread.start();
        return ahead;
    }

    private static void fill(BlockRing ring, Filling filling) {
        try {
            while (true) {
                ByteBuffer buffer = ring.free(BlockRing.Waiting.ENDLESS);
                Block block = buffer == null ? null : filling.next(buffer);
                if (block == null) {
                    ring.end();
                    return;
                }
                ring.put(block);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            ring.fail(e);
        }
    }

    /**
     * The next block; null at the end.
     *
     * @throws org.jobledger.engine.JobAbortedException if the job was asked to stop
     */
    @Nullable
    Block take() throws IOException, InterruptedException {
        return ring.take(job::checkAbort);
    }

    /** Gives a block back that is written. */
    void release(Block block) {
        ring.release(block);
    }

    /** Returns when the other thread does nothing any more; no block that was taken may be used from then on. */
    @Override
    public void close() {
        ring.abandon();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!closed) {
            closed = true;
            buffers.forEach(AlignedBuffer::giveBack);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.jobledger.storage.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/**
 * Writes blocks on threads of its own, a few at a time, so that the disk has the next one when it is done with one, and work to do while
 * a checkpoint is taken. For the thread of the job.
 */
final class WritesInFlight implements Closeable {
    /** How many are written at a time. */
    static final int DEPTH = 3;

    private final VolumeFile file;
    private final boolean beside;
    private final ExecutorService threads;
    private final Deque<Write> inFlight = new ArrayDeque<>();

    /** A block that is being written. */
    private record Write(Block block, Runnable after, Future<?> end) {}

    /**
     * Writes to a file.
     *
     * @param beside false where each block is written on the thread of the job, before the next
     */
    WritesInFlight(JobContext job, VolumeFile file, boolean beside) {
        this.file = file;
        this.beside = beside;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(DEPTH, work -> {
            Thread thread = new Thread(work, "jobledger-write-" + job.jobId() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to write a block that has data, once there is room for it.
     *
     * @param after is called when it is written, by this thread
     */
    void write(Block block, Runnable after) throws IOException, InterruptedException {
        while (inFlight.size() >= DEPTH) {
            finishOldest();
        }
        ByteBuffer data = block.data();
        if (data == null) {
            throw new IllegalArgumentException("a hole at " + block.offset() + " cannot be written");
        }
        if (!beside) {
            file.write(data, block.offset());
            after.run();
            return;
        }
        // Blocks that are all the same share their bytes, not their positions.
        ByteBuffer own = data.duplicate();
        inFlight.add(new Write(block, after, threads.submit(() -> {
            file.write(own, block.offset());
            return true;
        })));
    }

    /** Where the first byte is that is not written, of all that was begun before an offset. */
    long done(long offset) throws IOException, InterruptedException {
        while (!inFlight.isEmpty() && inFlight.element().end().isDone()) {
            finishOldest();
        }
        return inFlight.isEmpty() ? offset : inFlight.element().block().offset();
    }

    /** Returns when all is written. */
    void drain() throws IOException, InterruptedException {
        while (!inFlight.isEmpty()) {
            finishOldest();
        }
    }

    private void finishOldest() throws IOException, InterruptedException {
        Write oldest = inFlight.element();
        try {
            oldest.end().get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
        inFlight.remove();
        oldest.after().run();
    }

    private static IOException rethrown(ExecutionException end) {
        Throwable failure = end.getCause();
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException known) {
            throw known;
        }
        return failure instanceof IOException known ? known : new IOException(end);
    }

    /** Returns when nothing is written any more. An interrupt of this thread reaches those that write, and stays. */
    @Override
    public void close() {
        boolean interrupted = false;
        threads.shutdown();
        for (boolean ended = false; !ended; ) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
                threads.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.jobledger.storage.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers that go round between a thread that fills them and a thread that empties them, so that both work at the same time.
 *
 * <p>Whoever has to wait looks now and then whether it still shall. The lock is held to move one block, never for the work
 * on it, nor for that look, which may rest for as long as a job is paused.
 */
final class BlockRing {
    private static final long LOOK_MILLIS = 20;

    /** Looks whether to go on waiting; throws where not. */
    @FunctionalInterface
    interface Waiting {
        /** Waits for as long as it takes. */
        Waiting ENDLESS = () -> {};

        /** Returns, or throws. */
        void check() throws IOException;
    }

    private enum Standing {
        /** Blocks come. */
        OPEN,
        /** No more blocks come; those that are there are good. */
        ENDED,
        /** No more blocks come, and whoever takes them knows it. */
        DRAINED,
        /** No more blocks come, because of an error. */
        FAILED,
        /** Nobody takes blocks any more. */
        ABANDONED
    }

    @GuardedBy("this")
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    @GuardedBy("this")
    private final ArrayDeque<Block> filled = new ArrayDeque<>();

    @GuardedBy("this")
    private Standing standing = Standing.OPEN;

    @GuardedBy("this")
    private @Nullable Throwable failure;

    /** A ring of these buffers, each as large as a block may be. */
    BlockRing(List<ByteBuffer> buffers) {
        free.addAll(buffers);
    }

    /** A buffer to fill, cleared; null once nobody takes blocks any more. */
    @Nullable
    ByteBuffer free(Waiting waiting) throws IOException, InterruptedException {
        while (!awaitFree()) {
            waiting.check();
        }
        return nextFree();
    }

    @SuppressWarnings("WaitNotInLoop") // it is, in what calls it
    private synchronized boolean awaitFree() throws InterruptedException {
        if (standing == Standing.OPEN && free.isEmpty()) {
            wait(LOOK_MILLIS);
        }
        return standing != Standing.OPEN || !free.isEmpty();
    }

    private synchronized @Nullable ByteBuffer nextFree() {
        return standing == Standing.OPEN ? free.remove().clear() : null;
    }

    /** Hands a block on. */
    synchronized void put(Block block) {
        filled.add(block);
        notifyAll();
    }

    /** Says that no more blocks come. */
    synchronized void end() {
        close(Standing.ENDED, null);
    }

    /** Says that no more blocks come, because of an error, which the taker meets after the blocks before it. */
    synchronized void fail(Throwable error) {
        close(Standing.FAILED, error);
    }

    /** Says that nobody takes blocks any more. */
    synchronized void abandon() {
        close(Standing.ABANDONED, null);
    }

    @GuardedBy("this")
    private void close(Standing as, @Nullable Throwable error) {
        if (standing == Standing.OPEN || as == Standing.ABANDONED) {
            standing = as;
            failure = error;
            notifyAll();
        }
    }

    synchronized boolean abandoned() {
        return standing == Standing.ABANDONED;
    }

    /**
     * The next block; null at the end.
     *
     * @throws IOException if filling failed, with what went wrong
     */
    @Nullable
    Block take(Waiting waiting) throws IOException, InterruptedException {
        while (!awaitFilled()) {
            waiting.check();
        }
        return nextFilled();
    }

    @SuppressWarnings("WaitNotInLoop") // it is, in what calls it
    private synchronized boolean awaitFilled() throws InterruptedException {
        if (filled.isEmpty() && standing == Standing.OPEN) {
            wait(LOOK_MILLIS);
        }
        return !filled.isEmpty() || standing != Standing.OPEN;
    }

    private synchronized @Nullable Block nextFilled() throws IOException {
        if (filled.isEmpty() && standing == Standing.FAILED) {
            throw rethrown(failure);
        }
        Block next = filled.poll();
        if (next == null && standing == Standing.ENDED) {
            standing = Standing.DRAINED;
            notifyAll();
        }
        return next;
    }

    private static IOException rethrown(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException known) {
            throw known;
        }
        return failure instanceof IOException known ? known : new IOException(failure);
    }

    /** Gives the buffer of a block back to be filled again. */
    synchronized void release(Block block) {
        if (block.data() != null) {
            free.add(block.data());
            notifyAll();
        }
    }

    /** Returns when the end was told to whoever takes blocks (true), or nobody takes any more. */
    boolean awaitDrained(Waiting waiting) throws IOException, InterruptedException {
        while (awaitEnd() == Standing.ENDED) {
            waiting.check();
        }
        return awaitEnd() == Standing.DRAINED;
    }

    @SuppressWarnings("WaitNotInLoop") // it is, in what calls it
    private synchronized Standing awaitEnd() throws InterruptedException {
        if (standing == Standing.ENDED) {
            wait(LOOK_MILLIS);
        }
        return standing;
    }
}

package org.jobledger.storage.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.AlignedBuffer;
import org.jspecify.annotations.Nullable;

/** The blocks of a pass, one after the other, filled with what the pass writes. For the thread of the job. */
interface FilledBlocks extends Closeable {

    /** The block at an offset; they are asked for in order. */
    Block at(long offset, int length) throws IOException, InterruptedException;

    /** Takes a block back. */
    default void done(Block block) {}

    @Override
    default void close() {}

    /** All are the same: filled once. */
    static FilledBlocks uniform(Filler filler, int blockBytes) {
        ByteBuffer buffer = AlignedBuffer.of(blockBytes);
        filler.fill(buffer, 0);
        return new OneBuffer(
                buffer,
                (offset, length) -> Block.of(offset, buffer.duplicate().clear().limit(length)));
    }

    /** Each is filled when it is asked for. */
    static FilledBlocks here(Filler filler, int blockBytes) {
        ByteBuffer buffer = AlignedBuffer.of(blockBytes);
        return new OneBuffer(buffer, (offset, length) -> {
            filler.fill(buffer.clear().limit(length), offset);
            return Block.of(offset, buffer.flip());
        });
    }

    /** They are filled on a thread of their own, before they are asked for. */
    static FilledBlocks ahead(Filler filler, JobContext job, int blockBytes, long from, long size) {
        return new FilledAhead(Ahead.of(job, blockBytes, new InOrder(filler, from, size)));
    }

    /** Those in one buffer, which is given back at the end. */
    final class OneBuffer implements FilledBlocks {
        private final ByteBuffer buffer;
        private final FilledBlocks blocks;
        private boolean closed;

        OneBuffer(ByteBuffer buffer, FilledBlocks blocks) {
            this.buffer = buffer;
            this.blocks = blocks;
        }

        @Override
        public Block at(long offset, int length) throws IOException, InterruptedException {
            return blocks.at(offset, length);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                AlignedBuffer.giveBack(buffer);
            }
        }
    }

    /**
     * Those of a thread of their own.
     *
     * @param ahead the thread
     */
    record FilledAhead(Ahead ahead) implements FilledBlocks {
        @Override
        public Block at(long offset, int length) throws IOException, InterruptedException {
            Block block = ahead.take();
            if (block == null || block.offset() != offset || block.length() != length) {
                throw new IllegalStateException(
                        "asked for " + length + " bytes at " + offset + ", " + block + " is filled");
            }
            return block;
        }

        @Override
        public void done(Block block) {
            ahead.release(block);
        }

        @Override
        public void close() {
            ahead.close();
        }
    }

    /** Fills block after block up to the end of the volume. */
    final class InOrder implements Ahead.Filling {
        private final Filler filler;
        private final long size;
        private long at;

        InOrder(Filler filler, long from, long size) {
            this.filler = filler;
            this.at = from;
            this.size = size;
        }

        @Override
        public @Nullable Block next(ByteBuffer empty) {
            if (at >= size) {
                return null;
            }
            filler.fill(empty.limit((int) Math.min(empty.capacity(), size - at)), at);
            Block block = Block.of(at, empty.flip());
            at = block.end();
            return block;
        }
    }
}

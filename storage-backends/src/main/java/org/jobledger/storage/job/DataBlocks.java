package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.VolumeFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of a volume block after block and leaves its holes out. Blocks end on multiples of their size, so that they stay fit for
 * direct I/O after a hole. For one thread.
 */
final class DataBlocks implements Ahead.Filling {
    private final VolumeFile file;
    private final long end;
    private long at;
    private DataRange data;

    /** Of a file, from an offset to before another. */
    DataBlocks(VolumeFile file, long from, long end) {
        this.file = file;
        this.at = from;
        this.end = end;
        this.data = new DataRange(from, from);
    }

    @Override
    public @Nullable Block next(ByteBuffer empty) throws IOException {
        if (at >= data.to() && at < end) {
            data = file.data(at);
            at = Math.min(data.from(), end);
        }
        if (at >= end) {
            return null;
        }
        long blockEnd = (at / empty.capacity() + 1) * empty.capacity();
        long to = Math.min(Math.min(blockEnd, data.to()), end);
        file.read(empty.limit((int) (to - at)), at);
        Block block = Block.of(at, empty.flip());
        at = to;
        return block;
    }
}

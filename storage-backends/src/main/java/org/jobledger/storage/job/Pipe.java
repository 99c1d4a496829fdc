package org.jobledger.storage.job;

import java.util.stream.Stream;
import org.jobledger.storage.io.AlignedBuffer;
import org.jspecify.annotations.Nullable;

/** The way between the stream of a caller and the job behind it. */
public final class Pipe {
    /** How large a block is, bytes. */
    static final int BLOCK_BYTES = 1 << 20;

    private static final int BLOCKS = 4;

    private final String token;
    private final BlockRing ring = new BlockRing(
            Stream.generate(() -> AlignedBuffer.of(BLOCK_BYTES)).limit(BLOCKS).toList());
    private volatile @Nullable Commit commit;

    Pipe(String token) {
        this.token = token;
    }

    /** What the job finds it by. */
    public String token() {
        return token;
    }

    BlockRing ring() {
        return ring;
    }

    /** What the sender said at the end; null where it has not said that this was all. */
    @Nullable
    Commit commit() {
        return commit;
    }

    void commit(Commit newCommit) {
        commit = newCommit;
    }

    /**
     * That everything was sent.
     *
     * @param sha256 of what was sent; empty where nobody asked for it
     */
    record Commit(String sha256) {}
}

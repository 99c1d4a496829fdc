package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.VolumeFile;

/** A volume whose bytes are not reached from here: it is made, given its size and removed by others, and nothing else. */
interface BytelessFile extends VolumeFile {

    /** Why they are not reached. */
    IOException unreachable();

    @Override
    default ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    default void write(ByteBuffer source, long offset) throws IOException {
        throw unreachable();
    }

    @Override
    default void read(ByteBuffer target, long offset) throws IOException {
        throw unreachable();
    }

    @Override
    default void discard(long offset, long length) throws IOException {
        throw unreachable();
    }

    /** Who makes it returns when it is so. */
    @Override
    default void force() {}

    @Override
    default void close() {}
}

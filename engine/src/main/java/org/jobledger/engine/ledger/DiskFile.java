package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. One thread at a time. */
public interface DiskFile extends AutoCloseable {

    /** Writes all of the buffer. */
    void write(ByteBuffer source, long offset) throws IOException;

    /** Fills as much of the buffer as the file has; fewer bytes only at its end. */
    void read(ByteBuffer target, long offset) throws IOException;

    /**
     * Makes what was written durable.
     *
     * @param metadata whether the length of the file is to be durable too
     */
    void force(boolean metadata) throws IOException;

    /** The length, bytes. */
    long length() throws IOException;

    /** Cuts the file to a length, bytes. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}

package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file or device that holds a volume. For one thread at a time.
 *
 * <p>Every method may throw {@link IOException}; what failed may have happened in part. An interrupt of the thread closes the file and
 * ends the call with {@link java.nio.channels.ClosedByInterruptException}.
 */
public interface VolumeFile extends Closeable {

    /** The identity of the file while it exists: another file of the same name has another key. */
    String key();

    /** Its size, bytes. */
    long size() throws IOException;

    /** Cuts it or lets it grow by a hole, to this many bytes. */
    void resize(long bytes) throws IOException;

    /** A new buffer from which {@link #write} is fast. */
    ByteBuffer buffer(int bytes);

    /** Writes all that remains in the buffer. */
    void write(ByteBuffer source, long offset) throws IOException;

    /**
     * Fills the buffer.
     *
     * @throws java.io.EOFException if the file ends before
     */
    void read(ByteBuffer target, long offset) throws IOException;

    /**
     * Gives a range its place on the disk, so that writing to it later cannot fail for want of space. Data that is there stays.
     *
     * @throws IOException if there is not enough space
     */
    void allocate(long offset, long length) throws IOException;

    /**
     * Gives the blocks of a range back; it reads as zeros afterwards.
     *
     * @throws UnsupportedOperationException if the file system or platform cannot
     */
    void discard(long offset, long length) throws IOException;

    /** Makes all that was written so far durable, with the size. */
    void force() throws IOException;
}

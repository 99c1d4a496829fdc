package org.jobledger.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * Whether it has the size it has: a device, where {@link #resize} only checks that it is great enough, {@link #allocate} finds every
     * block in its place, and what lay there before can be read.
     */
    default boolean fixed() {
        return false;
    }

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

    /**
     * A name under which a child process of ours opens this very file, whatever its own name stands for by then; for as long as it is
     * open here. Nothing where the platform has none. Locks of ours are given up: the child takes its own.
     */
    default Optional<Path> childPath() throws IOException {
        return Optional.empty();
    }

    /** Whether it is written past the page cache, so that a child process can do so too. */
    default boolean pastCache() {
        return false;
    }

    /** Makes all that was written so far durable, with the size. */
    void force() throws IOException;

    /**
     * The same for a file that was there before and whose mode and owner were not changed: all that is read from it is as it was written,
     * for ever. The times of the last change are not waited for, which spares a file system its journal where what was there was written over.
     */
    default void forceContents() throws IOException {
        force();
    }

    /**
     * A text that is another one once somebody has written to it, as far as that can be told: its identity, its size, the time of its
     * last change.
     *
     * @throws IOException also where the name stands for another file now
     */
    default String version() throws IOException {
        return key() + ",size=" + size();
    }

    /**
     * The first data at or after an offset; empty and at the end of the file where only a hole is left. Where holes cannot be told, all
     * is data.
     */
    default DataRange data(long offset) throws IOException {
        return new DataRange(offset, size());
    }

    /**
     * Takes the blocks of another file into this one, at the same offset, to be shared until one of them is written to. The file grows as
     * far as it must.
     *
     * @param length bytes; a multiple of the block size, except at the end of the source
     * @return false where the two cannot share blocks; nothing has changed then
     */
    default boolean shareBlocks(VolumeFile source, long offset, long length) throws IOException {
        return false;
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.VolumeFile;

/** A file that passes on to another one what a test does not look at or spoil. */
public interface PassingFile extends VolumeFile {
    /** The other one. */
    VolumeFile file();

    @Override
    default String key() {
        return file().key();
    }

    @Override
    default long size() throws IOException {
        return file().size();
    }

    @Override
    default void resize(long bytes) throws IOException {
        file().resize(bytes);
    }

    @Override
    default ByteBuffer buffer(int bytes) {
        return file().buffer(bytes);
    }

    @Override
    default void write(ByteBuffer source, long offset) throws IOException {
        file().write(source, offset);
    }

    @Override
    default void read(ByteBuffer target, long offset) throws IOException {
        file().read(target, offset);
    }

    @Override
    default void allocate(long offset, long length) throws IOException {
        file().allocate(offset, length);
    }

    @Override
    default void discard(long offset, long length) throws IOException {
        file().discard(offset, length);
    }

    @Override
    default String version() throws IOException {
        return file().version();
    }

    @Override
    default DataRange data(long offset) throws IOException {
        return file().data(offset);
    }

    @Override
    default void force() throws IOException {
        file().force();
    }

    @Override
    default void close() throws IOException {
        file().close();
    }
}

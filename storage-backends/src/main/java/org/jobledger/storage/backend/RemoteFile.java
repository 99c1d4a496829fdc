package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.VolumeFile;

/** A volume of a cluster that a program makes and resizes. Nothing here reaches its bytes. For one thread at a time. */
final class RemoteFile implements VolumeFile {
    private final String key;
    private final Resizing resizing;
    private long size;

    /** One of a size. */
    RemoteFile(RemoteVolume volume, Resizing resizing) {
        this.key = volume.key();
        this.size = volume.size();
        this.resizing = resizing;
    }

    /** Gives the volume another size. */
    @FunctionalInterface
    interface Resizing {
        void to(long bytes);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void resize(long bytes) {
        if (bytes != size) {
            resizing.to(bytes);
            size = bytes;
        }
    }

    /** The cluster gives a volume its place as it is written to. */
    @Override
    public void allocate(long offset, long length) throws IOException {
        if (offset + length > size) {
            throw new IOException("no place for bytes up to " + (offset + length) + " in a volume of " + size);
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        throw unreachable();
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        throw unreachable();
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        throw unreachable();
    }

    private static IOException unreachable() {
        return new IOException("the bytes of a volume of this cluster are reached by its library only");
    }

    /** The program returns when it is so. */
    @Override
    public void force() {}

    @Override
    public void close() {}
}

package org.jobledger.storage.backend;

import java.io.IOException;

/** A volume of a cluster that a program makes and resizes. Nothing here reaches its bytes. For one thread at a time. */
final class RemoteFile implements BytelessFile {
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
    public IOException unreachable() {
        return new IOException("the bytes of a volume of this cluster are reached by its library only");
    }
}

package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.storage.io.VolumeFile;

/** A volume that is there and whose bytes nobody may touch, such as an extended partition: it is made and removed, and nothing else. */
record SealedFile(DeviceVolume device) implements VolumeFile {

    private IOException sealed() {
        return new IOException("volume '" + device.name() + "' " + device.fault());
    }

    @Override
    public String key() {
        return device.key();
    }

    @Override
    public long size() {
        return device.size();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public void resize(long bytes) throws IOException {
        if (bytes > size()) {
            throw sealed();
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        throw sealed();
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        throw sealed();
    }

    /** It has its place in the table. */
    @Override
    public void allocate(long offset, long length) throws IOException {
        resize(offset + length);
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        throw sealed();
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
}

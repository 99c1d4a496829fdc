package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jobledger.storage.io.DiskVolumeFile;
import org.jobledger.storage.io.VolumeFile;

/** A file that behaves as a device. */
public record DeviceOfFile(VolumeFile file, String key) implements VolumeFile {

    /** Opens a file as one; a link is followed, as the names of devices are at times. */
    public static VolumeFile open(Path path, String key, boolean writable) throws IOException {
        Path real = path.toRealPath();
        return new DeviceOfFile(writable ? DiskVolumeFile.open(real) : DiskVolumeFile.openToRead(real), key);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public void resize(long bytes) throws IOException {
        if (bytes > size()) {
            throw new IOException("too small");
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return file.buffer(bytes);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        file.write(source, offset);
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        file.read(target, offset);
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        resize(offset + length);
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        file.discard(offset, length);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public String version() throws IOException {
        return key + file.version();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

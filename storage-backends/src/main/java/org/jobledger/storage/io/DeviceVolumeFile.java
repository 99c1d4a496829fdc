package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;

/** A volume that is a block device: a partition, a logical volume, the unit of a target. */
public final class DeviceVolumeFile implements VolumeFile {
    private static final int BLOCK = 4096;

    private final DiskVolumeFile blocks;
    private final Path path;
    private final String key;

    private DeviceVolumeFile(DiskVolumeFile blocks, Path path, String key) {
        this.blocks = blocks;
        this.path = path;
        this.key = key;
    }

    /**
     * Opens a device.
     *
     * @param path where it is; links are followed
     * @param key its identity, as whoever manages it knows it
     * @throws IOException if there is none
     */
    public static DeviceVolumeFile open(Path path, String key, boolean writable) throws IOException {
        Path real = path.toRealPath();
        return new DeviceVolumeFile(DiskVolumeFile.openDevice(real, writable), real, key);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long size() throws IOException {
        return blocks.size();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public void resize(long bytes) throws IOException {
        requireInside(bytes);
    }

    private void requireInside(long end) throws IOException {
        if (end > size()) {
            throw new NoSpaceException(path + ": has " + size() + " bytes, not " + end);
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return blocks.buffer(bytes);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        requireInside(offset + source.remaining());
        blocks.write(source, offset);
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        blocks.read(target, offset);
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        requireInside(offset + length);
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        if ((offset | length) % BLOCK != 0) {
            throw new UnsupportedOperationException(path + ": only whole blocks can be given back");
        }
        blocks.discard(offset, length);
    }

    @Override
    public void force() throws IOException {
        blocks.force();
    }

    /** The kernel counts what reaches the device, so what others have in memory for it goes there first. */
    @Override
    public String version() throws IOException {
        blocks.force();
        String writes =
                BlockDevice.of(path).flatMap(BlockDevice::writes).orElseGet(() -> "unknown-" + UUID.randomUUID());
        return key + ",size=" + size() + ",writes=" + writes;
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}

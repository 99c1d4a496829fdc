package org.jobledger.storage.backend;

import java.io.IOException;

/** A volume that is there and whose bytes nobody may touch, such as an extended partition: it is made and removed, and nothing else. */
record SealedFile(DeviceVolume device) implements BytelessFile {

    @Override
    public IOException unreachable() {
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
            throw unreachable();
        }
    }

    /** It has its place in the table. */
    @Override
    public void allocate(long offset, long length) throws IOException {
        resize(offset + length);
    }
}

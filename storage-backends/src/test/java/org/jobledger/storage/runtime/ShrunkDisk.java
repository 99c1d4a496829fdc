package org.jobledger.storage.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jobledger.storage.backend.LoopDisk;

/**
 * A disk whose end cannot be read: a loop device whose file was cut after it was attached, which the kernel answers with EIO.
 *
 * @param device where it is
 */
record ShrunkDisk(String device) implements AutoCloseable {

    static ShrunkDisk of(Path image, long bytes, long readable) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
            ShrunkDisk disk = new ShrunkDisk(LoopDisk.run("losetup", "--find", "--show", image.toString())
                    .strip());
            file.setLength(readable);
            return disk;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        LoopDisk.run("losetup", "-d", device);
    }
}

package org.jobledger.storage.backend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildProcess;
import org.junit.jupiter.api.Assumptions;

/** A disk that is a file, for tests; where there is none to be had the test is skipped and says what was missing. */
public final class LoopDisk implements AutoCloseable {
    private final String device;

    private LoopDisk(String device) {
        this.device = device;
    }

    /** A blank one of so many bytes. */
    public static LoopDisk of(Path directory, long bytes) throws IOException, InterruptedException {
        Path image = directory.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        try {
            run("parted", "--version");
            return new LoopDisk(run("losetup", "--find", "--partscan", "--show", image.toString())
                    .strip());
        } catch (IOException e) {
            Assumptions.abort("MISSING: no loop device (root?) or no parted, so no disk pool was tried: " + e);
            throw e;
        }
    }

    public String device() {
        return device;
    }

    public static String run(String... arguments) throws IOException, InterruptedException {
        return ChildProcess.run(ChildCommand.of("test", arguments));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("losetup", "-d", device);
    }
}

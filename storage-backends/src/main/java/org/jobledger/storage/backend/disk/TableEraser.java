package org.jobledger.storage.backend.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jobledger.storage.io.DeviceVolumeFile;
import org.jobledger.storage.io.VolumeFile;

/**
 * Takes what says where its partitions lie from a disk; what lies in them stays. May be done again.
 *
 * <p>A GPT has a second copy at the end of its disk, from which tools make the first one again: a header in the last sector, and 16 KiB of
 * entries before it.
 */
final class TableEraser {
    private static final int BEGINNING = 1 << 20;
    private static final int ENTRIES = 16 << 10;
    private static final String GPT = "EFI PART";

    private TableEraser() {}

    /** The beginning only, where a table of any kind stands; it is forced by who writes another one there. */
    static void eraseBeginning(String device) throws IOException {
        try (DeviceVolumeFile disk = DeviceVolumeFile.open(Path.of(device), device, true)) {
            zero(disk, 0, (int) Math.min(BEGINNING, disk.size()));
        }
    }

    /** The table with its copy, for ever. */
    static void erase(String device) throws IOException {
        try (DeviceVolumeFile disk = DeviceVolumeFile.open(Path.of(device), device, true)) {
            erase(disk);
        }
    }

    static void erase(VolumeFile disk) throws IOException {
        for (int sector = 512; sector <= 4096; sector *= 8) {
            long header = disk.size() - sector;
            if (header > BEGINNING && isGpt(disk, header)) {
                zero(disk, header - ENTRIES, ENTRIES + sector);
            }
        }
        zero(disk, 0, (int) Math.min(BEGINNING, disk.size()));
        disk.force();
    }

    private static boolean isGpt(VolumeFile disk, long offset) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(GPT.length());
        disk.read(start, offset);
        return StandardCharsets.US_ASCII.decode(start.flip()).toString().equals(GPT);
    }

    private static void zero(VolumeFile disk, long offset, int bytes) throws IOException {
        disk.write(disk.buffer(bytes), offset);
    }
}

package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a block device under {@code /sys/dev/block} (see Documentation/block/stat.rst of Linux).
 *
 * @param path where it is, links followed
 * @param facts its directory there
 */
public record BlockDevice(Path path, Path facts) {
    private static final Path DEVICES = Path.of("/sys/dev/block");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int SECTORS_WRITTEN = 6;
    private static final int SECTORS_DISCARDED = 13;

    /**
     * The device of a name, or nothing where there is none or it is something else.
     *
     * @throws IOException if it cannot be looked up
     */
    public static Optional<BlockDevice> of(Path name) throws IOException {
        if (!Files.exists(name)) {
            return Optional.empty();
        }
        Path real = name.toRealPath();
        if (FileStatus.of(real)
                .filter(status -> status.kind() == FileStatus.Kind.DEVICE)
                .isEmpty()) {
            return Optional.empty();
        }
        long number = ((Number) Files.getAttribute(real, "unix:rdev")).longValue();
        return Optional.of(new BlockDevice(real, DEVICES.resolve(major(number) + ":" + minor(number))));
    }

    /** As the C library packs the two numbers (see makedev(3)). */
    private static long major(long number) {
        return (number >>> 8 & 0xFFF) | (number >>> 32 & ~0xFFFL);
    }

    private static long minor(long number) {
        return (number & 0xFF) | (number >>> 12 & 0xFFFFFF00L);
    }

    /** Whether it can only be read. */
    public boolean readOnly() {
        return fact("ro").equals("1");
    }

    /** Where it lies on its disk: its first byte, or nothing where it is no partition or the kernel does not tell. */
    public Optional<Long> start() {
        String sectors = fact("start");
        return sectors.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(sectors) * 512);
    }

    /**
     * A text that is another one once somebody has written to it through this name; nothing where the kernel does not count. What is
     * written to the disk around it is not seen.
     */
    Optional<String> writes() {
        String[] counts = fact("stat").split("\\s+", -1);
        String boot = text(BOOT);
        // Not the number of writes: each flush is one too.
        return counts.length <= SECTORS_DISCARDED || boot.isEmpty()
                ? Optional.empty()
                : Optional.of(boot + "," + counts[SECTORS_WRITTEN] + "," + counts[SECTORS_DISCARDED]);
    }

    private String fact(String name) {
        return text(facts.resolve(name));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            // The kernel has no such fact of this device.
            return "";
        }
    }
}

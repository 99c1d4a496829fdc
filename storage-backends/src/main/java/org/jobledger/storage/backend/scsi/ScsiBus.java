package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SCSI hosts and what is behind them, as Linux shows them under {@code /sys} (see Documentation/scsi/scsi_mid_low_api.rst and
 * Documentation/ABI/testing/sysfs-bus-scsi-devices).
 *
 * @param sys where {@code /sys} is
 * @param dev where {@code /dev} is
 */
public record ScsiBus(Path sys, Path dev) {
    /** That of this machine. */
    public static final ScsiBus SYSTEM = new ScsiBus(Path.of("/sys"), Path.of("/dev"));

    /** All channels, targets and units (libvirt: LINUX_SYSFS_SCSI_HOST_SCAN_STRING). */
    private static final String ALL = "- - -";

    /** Disks and what reads discs (SPC: peripheral device types); tapes and enclosures have no blocks. */
    private static final Set<String> WITH_BLOCKS = Set.of("0", "5");

    private static final Pattern UNIT = Pattern.compile("(\\d+):(\\d+):(\\d+):(\\d+)");
    private static final int SECTOR = 512;

    Path host(int number) {
        return sys.resolve("class/scsi_host/host" + number);
    }

    /** Whether there is such a host. */
    boolean has(int number) {
        return Files.isDirectory(host(number));
    }

    /** Has the kernel look for units that were added. */
    void rescan(int number) throws IOException {
        Files.writeString(host(number).resolve("scan"), ALL);
    }

    /** What is behind a host, in the order of its addresses. A unit that goes meanwhile is left out. */
    public List<LogicalUnit> units(int number) throws IOException {
        List<LogicalUnit> units = new ArrayList<>();
        try (Stream<Path> devices = Files.list(sys.resolve("bus/scsi/devices"))) {
            for (Path device : (Iterable<Path>) devices.sorted()::iterator) {
                Matcher address = UNIT.matcher(String.valueOf(device.getFileName()));
                if (address.matches() && address.group(1).equals(String.valueOf(number))) {
                    unit(device, address).ifPresent(units::add);
                }
            }
        } catch (NoSuchFileException e) {
            // A machine without the bus has no units.
            return List.of();
        }
        return units;
    }

    private Optional<LogicalUnit> unit(Path device, Matcher address) throws IOException {
        try {
            Optional<String> block = WITH_BLOCKS.contains(text(device, "type")) ? block(device) : Optional.empty();
            if (block.isEmpty()) {
                return Optional.empty();
            }
            long sectors = Long.parseLong(text(device, "block/" + block.get() + "/size"));
            return Optional.of(new LogicalUnit(
                    "unit:" + address.group(2) + ":" + address.group(3) + ":" + address.group(4),
                    dev.resolve(block.get()),
                    sectors * SECTOR,
                    identity(device)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> block(Path device) throws IOException {
        try (Stream<Path> blocks = Files.list(device.resolve("block"))) {
            return blocks.map(block -> String.valueOf(block.getFileName())).findFirst();
        }
    }

    /** Nothing where the unit does not say who it is. */
    private static String identity(Path device) throws IOException {
        try {
            return text(device, "wwid").replaceAll("\\s+", " ");
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(Path directory, String file) throws IOException {
        return Files.readString(directory.resolve(file)).strip();
    }
}

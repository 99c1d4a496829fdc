package org.jobledger.storage.backend.logical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource.Extent;
import org.jobledger.storage.VolumeDescription.DeviceExtent;

/**
 * A logical volume as {@code lvs} shows it; see lvs(8) for the columns, {@link LogicalCommands#list} for which are asked for.
 *
 * @param name its name
 * @param key its identity: the tag it was made with, else its uuid
 * @param size its size, bytes
 * @param active whether it has a device now
 * @param parts where it lies
 */
record LogicalVolume(String name, String key, long size, boolean active, List<DeviceExtent> parts) {
    /** How the tags begin that we give. */
    static final String TAG = "jobledger_";

    private static final int COLUMNS = 9;
    private static final int ACTIVE = 4;
    private static final Pattern DEVICE = Pattern.compile("([^,()]+)\\((\\d+)\\)");

    /** Thin pools, and what is part of other volumes, are no volumes (lvs(8), the first letter of lv_attr). */
    private static final String NO_VOLUMES = "tTeiIlD";

    /**
     * All in a text.
     *
     * @throws IllegalArgumentException if a line is none of lvs
     */
    static List<LogicalVolume> parse(String text) {
        Map<String, LogicalVolume> found = new LinkedHashMap<>();
        text.lines()
                .filter(line -> !line.isBlank())
                .map(LogicalVolume::line)
                .flatMap(Optional::stream)
                .forEach(part -> found.merge(part.name, part, LogicalVolume::and));
        return List.copyOf(found.values());
    }

    private static Optional<LogicalVolume> line(String line) {
        String[] columns = line.strip().split("#", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not a line of lvs: " + line);
        }
        String attributes = columns[8];
        if (attributes.length() <= ACTIVE || NO_VOLUMES.indexOf(attributes.charAt(0)) >= 0) {
            return Optional.empty();
        }
        String key = Arrays.stream(columns[2].split(",", -1))
                .filter(tag -> tag.startsWith(TAG))
                .findFirst()
                .orElse(columns[1]);
        return Optional.of(new LogicalVolume(
                columns[0], key, Long.parseLong(columns[7]), attributes.charAt(ACTIVE) == 'a', parts(columns)));
    }

    private static List<DeviceExtent> parts(String[] columns) {
        long stripes = Math.max(1, Long.parseLong(columns[4]));
        long length = Long.parseLong(columns[5]) / stripes;
        long extent = Long.parseLong(columns[6]);
        List<DeviceExtent> parts = new ArrayList<>();
        Matcher device = DEVICE.matcher(columns[3]);
        while (device.find()) {
            long start = Long.parseLong(device.group(2)) * extent;
            parts.add(new DeviceExtent(device.group(1), new Extent(start, start + length)));
        }
        return parts;
    }

    private LogicalVolume and(LogicalVolume more) {
        List<DeviceExtent> all = new ArrayList<>(parts);
        all.addAll(more.parts);
        return new LogicalVolume(name, key, size, active, all);
    }
}

package org.jobledger.storage.backend.mpath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.backend.DeviceVolume;

/**
 * A multipath device as dmsetup(8) shows it: in the tables a line "NAME: START LENGTH multipath ..." in sectors, among the names a line
 * "NAME/UUID/MINOR". Where there is none it says "No devices found".
 *
 * @param name its name under {@code /dev/mapper}
 * @param uuid its identity, such as "mpath-36001405..."
 * @param minor its number, by which libvirt calls the volume
 * @param size its size, bytes
 */
record MultipathMap(String name, String uuid, int minor, long size) {
    private static final Pattern TABLE = Pattern.compile("(.+): (\\d+) (\\d+) multipath .*");
    private static final int SECTOR = 512;
    private static final int COLUMNS = 3;

    static List<String> tables() {
        return List.of("dmsetup", "table", "--target", "multipath");
    }

    /** The name of no mapped device has a slash in it. */
    static List<String> names() {
        return List.of("dmsetup", "info", "-c", "--noheadings", "--separator", "/", "-o", "name,uuid,minor");
    }

    /**
     * All there are.
     *
     * @throws IllegalArgumentException if a table is of a device without a name
     */
    static List<MultipathMap> parse(String tables, String names) {
        Map<String, String[]> known = new HashMap<>();
        names.lines().map(line -> line.strip().split("/", -1)).forEach(columns -> {
            if (columns.length == COLUMNS) {
                known.put(columns[0], columns);
            }
        });
        List<MultipathMap> maps = new ArrayList<>();
        for (String line : tables.lines().toList()) {
            Matcher table = TABLE.matcher(line);
            if (table.matches()) {
                String[] columns = known.get(table.group(1));
                if (columns == null) {
                    throw new IllegalArgumentException("a table and no name: " + line);
                }
                maps.add(new MultipathMap(
                        columns[0],
                        columns[1],
                        Integer.parseInt(columns[2]),
                        (Long.parseLong(table.group(2)) + Long.parseLong(table.group(3))) * SECTOR));
            }
        }
        return maps;
    }

    DeviceVolume volume(Path mapper) {
        return new DeviceVolume("dm-" + minor, mapper.resolve(name), size, uuid, "", List.of());
    }
}

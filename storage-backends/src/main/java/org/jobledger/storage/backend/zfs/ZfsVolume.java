package org.jobledger.storage.backend.zfs;

import java.util.List;
import java.util.Optional;

/**
 * A volume as {@code zfs list} shows it.
 *
 * @param name its name in its dataset
 * @param size its size, bytes
 * @param key its identity: what we gave it when it was made, else its guid
 */
record ZfsVolume(String name, long size, String key) {
    private static final int COLUMNS = 4;

    /**
     * All that lie right in a dataset.
     *
     * @throws IllegalArgumentException if a line is none of zfs
     */
    static List<ZfsVolume> parse(String dataset, String text) {
        return text.lines()
                .map(line -> line(dataset, line))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ZfsVolume> line(String dataset, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not a line of zfs: " + line);
        }
        String prefix = dataset + "/";
        String name = columns[0].startsWith(prefix) ? columns[0].substring(prefix.length()) : "";
        return name.isEmpty() || name.indexOf('/') >= 0
                ? Optional.empty()
                : Optional.of(new ZfsVolume(
                        name, Long.parseLong(columns[1]), columns[3].equals("-") ? columns[2] : columns[3]));
    }
}

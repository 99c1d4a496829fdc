package org.jobledger.storage.backend.zfs;

import java.util.HashMap;
import java.util.Map;

/**
 * A pool of ZFS as {@code zpool get} shows it: a line "POOL PROPERTY VALUE SOURCE" each, with tabs between.
 *
 * @param guid its identity
 * @param health such as "ONLINE"
 * @param size all it has, bytes
 * @param free what nothing has, bytes
 * @param allocated what is taken, bytes
 */
record Zpool(String guid, String health, long size, long free, long allocated) {
    private static final int VALUE = 2;

    /**
     * The pool in a text.
     *
     * @throws IllegalArgumentException if one of the properties is missing, or a size is no number
     */
    static Zpool parse(String text) {
        Map<String, String> found = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] columns = line.split("\t", -1);
            if (columns.length > VALUE) {
                found.put(columns[1], columns[VALUE]);
            }
        }
        return new Zpool(
                value(found, "guid"),
                value(found, "health"),
                Long.parseLong(value(found, "size")),
                Long.parseLong(value(found, "free")),
                Long.parseLong(value(found, "allocated")));
    }

    private static String value(Map<String, String> found, String property) {
        String value = found.get(property);
        if (value == null) {
            throw new IllegalArgumentException("no " + property + " in: " + found);
        }
        return value;
    }
}

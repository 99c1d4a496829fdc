package org.jobledger.storage.backend.logical;

/**
 * A volume group as {@code vgs} shows it; see {@link LogicalCommands#showGroup}.
 *
 * @param uuid its identity
 * @param size all it has, bytes
 * @param free what no volume has, bytes
 * @param extent what it is divided into, bytes
 */
record VolumeGroup(String uuid, long size, long free, long extent) {
    private static final int COLUMNS = 4;

    /**
     * The group in a text.
     *
     * @throws IllegalArgumentException if it is no line of vgs
     */
    static VolumeGroup parse(String text) {
        String[] columns = text.strip().split(":", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not a line of vgs: " + text);
        }
        return new VolumeGroup(
                columns[0], Long.parseLong(columns[1]), Long.parseLong(columns[2]), Long.parseLong(columns[3]));
    }

    /** What so many bytes take. */
    long whole(long bytes) {
        return Math.addExact(bytes, extent - 1) / extent * extent;
    }
}

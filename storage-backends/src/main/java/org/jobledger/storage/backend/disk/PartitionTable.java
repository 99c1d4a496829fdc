package org.jobledger.storage.backend.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource.Extent;

/**
 * What {@code parted} prints of a disk ({@code unit B print free}): for each partition its number, first and last byte, size, in a "dos"
 * table what it is, and then words for people; free parts have no number. Immutable.
 *
 * @param label the kind of table, in parted's words: "msdos", "gpt"
 * @param bytes the size of the disk
 * @param sector the size of its sectors, bytes
 * @param partitions by number
 * @param free what no partition has, in the order of the disk; in a "dos" table also what is left of the extended partition
 */
record PartitionTable(String label, long bytes, int sector, List<Partition> partitions, List<Extent> free) {
    private static final Pattern DISK = Pattern.compile("(?m)^Disk /.*: (\\d+)B$");
    private static final Pattern SECTOR = Pattern.compile("(?m)^Sector size \\(logical/physical\\): (\\d+)B/");
    private static final Pattern LABEL = Pattern.compile("(?m)^Partition Table: (\\S+)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^ *(\\d+)? +(\\d+)B +(\\d+)B +(\\d+)B +(primary|extended|logical|Free Space)?.*$");

    PartitionTable {
        partitions = List.copyOf(partitions);
        free = List.copyOf(free);
    }

    /**
     * The table in a text.
     *
     * @throws IllegalArgumentException if it is none, or contradicts itself: a name in it may have been made to look like a row
     */
    static PartitionTable parse(String text) {
        String label = first(LABEL, text);
        long bytes = Long.parseLong(first(DISK, text));
        List<Partition> partitions = new ArrayList<>();
        List<Extent> free = new ArrayList<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            Extent extent = new Extent(Long.parseLong(row.group(2)), Long.parseLong(row.group(3)) + 1);
            if (extent.end() - extent.start() != Long.parseLong(row.group(4)) || extent.end() > bytes) {
                throw new IllegalArgumentException("a row contradicts itself: " + row.group());
            }
            if (row.group(1) == null) {
                free.add(extent);
            } else {
                partitions.add(new Partition(Integer.parseInt(row.group(1)), extent, kind(label, row.group(5))));
            }
        }
        requireDistinct(partitions);
        return new PartitionTable(label, bytes, Integer.parseInt(first(SECTOR, text)), partitions, free);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no line " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }

    private static Partition.Kind kind(String label, String word) {
        if (!label.equals("msdos") || word == null) {
            return Partition.Kind.PRIMARY;
        }
        return switch (word) {
            case "extended" -> Partition.Kind.EXTENDED;
            case "logical" -> Partition.Kind.LOGICAL;
            default -> Partition.Kind.PRIMARY;
        };
    }

    private static void requireDistinct(List<Partition> partitions) {
        for (int i = 0; i < partitions.size(); i++) {
            for (Partition other : partitions.subList(i + 1, partitions.size())) {
                if (partitions.get(i).clashesWith(other)) {
                    throw new IllegalArgumentException("partitions overlap: " + partitions.get(i) + ", " + other);
                }
            }
        }
    }

    Optional<Partition> extended() {
        return partitions.stream()
                .filter(partition -> partition.kind() == Partition.Kind.EXTENDED)
                .findFirst();
    }

    /** What was made of one that was asked for: the partition that begins there, be it as asked for or not. */
    Optional<Partition> made(NewPartition asked) {
        boolean extended = asked.kind() == Partition.Kind.EXTENDED;
        return partitions.stream()
                .filter(partition ->
                        partition.extent().start() == asked.extent().start()
                                && (partition.kind() == Partition.Kind.EXTENDED) == extended)
                .findFirst();
    }

    /** The logical partition with the highest number, which is the only one whose removal gives no other one its number. */
    Optional<Partition> lastLogical() {
        return partitions.stream()
                .filter(partition -> partition.kind() == Partition.Kind.LOGICAL)
                .reduce((one, other) -> one.number() > other.number() ? one : other);
    }

    /** What partitions take that hold data. */
    long allocated() {
        return partitions.stream()
                .filter(partition -> partition.kind() != Partition.Kind.EXTENDED)
                .mapToLong(Partition::size)
                .sum();
    }

    long available() {
        return free.stream().mapToLong(extent -> extent.end() - extent.start()).sum();
    }
}

package org.jobledger.storage.backend.disk;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource.Extent;
import org.jobledger.storage.backend.disk.Partition.Kind;

/**
 * Where the next partition of a table goes: into the smallest free part that has room for it, as libvirt does, but on whole mebibytes
 * instead of cylinders.
 *
 * @param number the number it will have
 * @param kind what it will be
 * @param type what it is for
 * @param extent where it will lie
 */
record NewPartition(int number, Kind kind, PartitionType type, Extent extent) {
    private static final long ALIGNMENT = 1 << 20;
    private static final int MOST_PRIMARY = 4;
    private static final int FIRST_LOGICAL = 5;

    /** It when it is made. */
    Partition partition() {
        return new Partition(number, extent, kind);
    }

    /**
     * Checks that a table can have one more of a type.
     *
     * @throws InvalidValueException if it is an extended one, and the table has one or can have none
     */
    static void requirePossible(PoolDefinition pool, PartitionTable table, PartitionType type) {
        if (type != PartitionType.EXTENDED) {
            return;
        } else if (!table.label().equals("msdos")) {
            throw new InvalidValueException("pool '" + pool.name() + "' has a partition table '" + table.label()
                    + "': only a 'dos' table has extended partitions");
        }
        table.extended().ifPresent(there -> {
            throw new InvalidValueException(
                    "pool '" + pool.name() + "' has an extended partition already, number " + there.number());
        });
    }

    /** The kind that the next one has; nothing where a "dos" table has four partitions and none of them is extended. */
    static Optional<Kind> kind(PartitionTable table, PartitionType type) {
        if (!table.label().equals("msdos")) {
            return Optional.of(Kind.PRIMARY);
        }
        long count = table.partitions().stream()
                .filter(partition -> partition.kind() != Kind.LOGICAL)
                .count();
        if (count < MOST_PRIMARY) {
            return Optional.of(type == PartitionType.EXTENDED ? Kind.EXTENDED : Kind.PRIMARY);
        }
        return type == PartitionType.EXTENDED
                ? Optional.empty()
                : table.extended().map(extended -> Kind.LOGICAL);
    }

    /** The number that the next one of a kind has. */
    static int number(PartitionTable table, Kind kind) {
        return IntStream.iterate(kind == Kind.LOGICAL ? FIRST_LOGICAL : 1, number -> number + 1)
                .filter(number -> table.partitions().stream().noneMatch(other -> other.number() == number))
                .findFirst()
                .orElseThrow();
    }

    /** The next one of a kind with at least so many bytes; nothing where there is no room for it. */
    static Optional<NewPartition> in(PartitionTable table, Kind kind, PartitionType type, long bytes) {
        return table.free().stream()
                .filter(free -> isInside(table, free) == (kind == Kind.LOGICAL))
                .sorted(Comparator.comparingLong(free -> free.end() - free.start()))
                .map(free -> place(table, kind, free, bytes))
                .flatMap(Optional::stream)
                .findFirst()
                .map(extent -> new NewPartition(number(table, kind), kind, type, extent));
    }

    private static boolean isInside(PartitionTable table, Extent free) {
        return table.extended()
                .filter(extended -> free.start() >= extended.extent().start()
                        && free.end() <= extended.extent().end())
                .isPresent();
    }

    /** Before a logical partition stands a sector that says where the next one is. */
    private static Optional<Extent> place(PartitionTable table, Kind kind, Extent free, long bytes) {
        long start = up(free.start() + (kind == Kind.LOGICAL ? table.sector() : 0), ALIGNMENT);
        long end = Math.min(up(start + bytes, ALIGNMENT), free.end() / table.sector() * table.sector());
        return end - start < bytes ? Optional.empty() : Optional.of(new Extent(start, end));
    }

    private static long up(long bytes, long multiple) {
        return Math.addExact(bytes, multiple - 1) / multiple * multiple;
    }
}

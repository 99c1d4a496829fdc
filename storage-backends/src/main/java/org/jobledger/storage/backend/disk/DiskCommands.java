package org.jobledger.storage.backend.disk;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.disk.Partition.Kind;

/** The command lines of parted(8) and partprobe(8) for a disk. The device stands behind "--", so that it is never taken for an option. */
final class DiskCommands {
    private DiskCommands() {}

    /**
     * The disk.
     *
     * @throws BackendException if the pool does not say it as an absolute path
     */
    static String device(PoolDefinition pool) {
        String device = pool.source().devices().isEmpty()
                ? ""
                : pool.source().devices().get(0).path();
        if (!device.startsWith("/")) {
            throw new BackendException("device '" + device + "' of pool '" + pool.name() + "' is no absolute path");
        }
        return device;
    }

    /** The kind of table in parted's word; libvirt's "unknown" makes a "dos" one. */
    static String label(PoolDefinition pool) {
        String format = String.valueOf(pool.source().format());
        return switch (format) {
            case "null", "unknown", "dos" -> "msdos";
            case "lvm2" ->
                throw new BackendException("pool '" + pool.name()
                        + "' says format 'lvm2': that is no partition table; a pool of type 'logical' makes it");
            default -> format;
        };
    }

    static List<String> print(PoolDefinition pool) {
        return parted(pool, "unit", "B", "print", "free");
    }

    static List<String> makeTable(PoolDefinition pool) {
        return parted(pool, "mklabel", label(pool));
    }

    /**
     * Only a "dos" table has kinds of partitions, and always says what one is made for; where that is not said it is Linux, as in libvirt.
     * Other tables are told it where it is said, which libvirt does not do.
     */
    static List<String> makePartition(PoolDefinition pool, PartitionTable table, NewPartition made) {
        String start = made.extent().start() + "B";
        String end = made.extent().end() - 1 + "B";
        if (made.kind() == Kind.EXTENDED) {
            return parted(pool, "mkpart", made.type().parted(), start, end);
        }
        boolean told = table.label().equals("msdos") || made.type() != PartitionType.NONE;
        String kind = made.kind() == Kind.LOGICAL ? "logical" : "primary";
        return told
                ? parted(pool, "mkpart", kind, made.type().parted(), start, end)
                : parted(pool, "mkpart", kind, start, end);
    }

    static List<String> remove(PoolDefinition pool, int number) {
        return parted(pool, "rm", Integer.toString(number));
    }

    static List<String> tellKernel(PoolDefinition pool) {
        return List.of("partprobe", "--", device(pool));
    }

    private static List<String> parted(PoolDefinition pool, String... words) {
        List<String> line = new ArrayList<>(List.of("parted", "--script", "--", device(pool)));
        line.addAll(List.of(words));
        return line;
    }
}

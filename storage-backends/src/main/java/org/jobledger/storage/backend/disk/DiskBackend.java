package org.jobledger.storage.backend.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeDescription.DeviceExtent;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.DeviceBackend;
import org.jobledger.storage.backend.DeviceNodes;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceProbe;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.disk.Partition.Kind;
import org.jobledger.storage.io.BlockDevice;
import org.jobledger.storage.io.OpenElsewhere;

/**
 * Pools that are a disk (libvirt: storage_backend_disk.c). The table on the disk is all there is to know. A volume has the name of its
 * partition, which the number in the table gives it, so the caller must ask for the next one.
 */
public final class DiskBackend extends DeviceBackend {
    private final PoolTool tool;

    /** The backend that has its programs run by this tool. */
    public DiskBackend(PoolTool tool) {
        super(DeviceOpener.SYSTEM);
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return PoolType.DISK;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.RESIZE_VOLUME, Ability.SNAPSHOTS));
    }

    /** Makes an empty partition table; over data only where it is asked for. */
    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        String device = DiskCommands.device(pool);
        String label = DiskCommands.label(pool);
        requireUsable(pool);
        alone(pool, () -> {
            requireUnused(pool);
            if (!options.contains(BuildOption.OVERWRITE)) {
                new DeviceProbe(tool).requireBlank(pool, device);
            }
            clear(pool, device);
            return tool.require(pool, "make a table '" + label + "' on '" + device + "'", DiskCommands.makeTable(pool));
        });
    }

    private static void requireUnused(PoolDefinition pool) {
        String device = DiskCommands.device(pool);
        try {
            OpenElsewhere.by(Path.of(device).toRealPath(), false).ifPresent(other -> {
                throw new VolumeOpenElsewhereException(
                        "device '" + device + "' of pool '" + pool.name() + "' is open elsewhere: " + other);
            });
        } catch (IOException e) {
            throw new BackendException(
                    "cannot look at '" + device + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    /** What another kind of table or a file system left there must not be found again; the table that comes then is forced with it. */
    private static void clear(PoolDefinition pool, String device) {
        try {
            TableEraser.eraseBeginning(device);
        } catch (IOException e) {
            throw new BackendException(
                    "cannot clear '" + device + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    /** Takes the partition table away, as libvirt does, and a GPT's copy too; what is in the partitions stays on the disk. */
    @Override
    public void remove(PoolDefinition pool) {
        String device = DiskCommands.device(pool);
        requireUsable(pool);
        String unused = alone(pool, () -> {
            requireUnused(pool);
            try {
                TableEraser.erase(device);
            } catch (IOException e) {
                throw new BackendException(
                        "cannot clear '" + device + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
            }
            return tellKernel(pool);
        });
    }

    @Override
    public void requireStartable(PoolDefinition pool) {
        requireUsable(pool);
        String label = alone(pool, () -> table(pool)).label();
        String format = String.valueOf(pool.source().format());
        if (!format.equals("unknown") && !label.equals(DiskCommands.label(pool))) {
            throw new BackendException("device '" + DiskCommands.device(pool) + "' of pool '" + pool.name()
                    + "' has a partition table '" + label + "', not '" + DiskCommands.label(pool) + "'");
        }
    }

    /** The kernel may not have looked at the table by itself. */
    @Override
    public void start(PoolDefinition pool) {
        String unused = alone(pool, () -> tellKernel(pool));
    }

    private String tellKernel(PoolDefinition pool) {
        return tool.require(
                pool,
                "tell the kernel of the partitions on '" + DiskCommands.device(pool) + "'",
                DiskCommands.tellKernel(pool));
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        BlockDevice unused = disk(pool);
    }

    private static BlockDevice disk(PoolDefinition pool) {
        String device = DiskCommands.device(pool);
        try {
            return BlockDevice.of(Path.of(device))
                    .orElseThrow(() -> new BackendException("device '" + device + "' of pool '" + pool.name() + "' "
                            + (Files.exists(Path.of(device)) ? "is no block device" : "does not exist")));
        } catch (IOException e) {
            throw new BackendException(
                    "cannot look at '" + device + "' of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "disk " + disk(pool).path();
    }

    @Override
    public Space space(PoolDefinition pool) {
        PartitionTable table = alone(pool, () -> table(pool));
        return new Space(table.bytes(), table.allocated(), table.available());
    }

    @Override
    public PoolDefinition described(PoolDefinition pool) {
        PartitionTable table = alone(pool, () -> table(pool));
        PoolSource.Device device = pool.source().devices().get(0);
        return pool.from(
                pool.source().on(List.of(new PoolSource.Device(device.path(), device.partSeparator(), table.free()))));
    }

    private PartitionTable table(PoolDefinition pool) {
        String device = DiskCommands.device(pool);
        try {
            return PartitionTable.parse(
                    tool.read(pool, "read the partition table of '" + device + "'", DiskCommands.print(pool)));
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    "parted says of '" + device + "' of pool '" + pool.name() + "' what is not understood: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        PartitionTable table = table(pool);
        return table.partitions().stream()
                .map(partition -> volume(pool, partition))
                .toList();
    }

    private static DeviceVolume volume(PoolDefinition pool, Partition partition) {
        return new DeviceVolume(
                name(pool, partition.number()),
                node(pool, partition.number()),
                partition.size(),
                partition.key(),
                fault(partition),
                List.of(new DeviceExtent(disk(pool).path().toString(), partition.extent())));
    }

    private static String fault(Partition partition) {
        return partition.kind() == Kind.EXTENDED ? "is an extended partition, which only holds others" : "";
    }

    /** As the kernel calls them: a disk whose name ends with a digit has a "p" before the number of a partition. */
    private static String name(PoolDefinition pool, int number) {
        String disk = base(pool).getFileName().toString();
        Boolean said = pool.source().devices().get(0).partSeparator();
        boolean digit = Character.isDigit(disk.charAt(disk.length() - 1));
        return disk + ((said == null ? digit : said) ? "p" : "") + number;
    }

    /** Devices of the mapper are known by their link, not by the number it leads to. */
    private static Path base(PoolDefinition pool) {
        Path said = Path.of(DiskCommands.device(pool));
        return said.startsWith("/dev/mapper") ? said : disk(pool).path();
    }

    private static Path node(PoolDefinition pool, int number) {
        return base(pool).resolveSibling(name(pool, number));
    }

    /** Where the pool's target has a link to it, that is the path which outlives a new numbering of the disks. */
    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        Path node = base(pool).resolveSibling(volume.text());
        if (pool.target().equals(node.getParent()) || !Files.isDirectory(pool.target())) {
            return node;
        }
        return DeviceNodes.link(pool.target(), node).orElse(node);
    }

    @Override
    public void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        requireRoom(pool, volume, capacity, PartitionType.NONE);
    }

    @Override
    public void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, PartitionType type) {
        PartitionTable table = alone(pool, () -> table(pool));
        NewPartition unused = next(pool, table, volume, capacity, type);
    }

    private static NewPartition next(
            PoolDefinition pool, PartitionTable table, VolumeName volume, long capacity, PartitionType type) {
        NewPartition.requirePossible(pool, table, type);
        Kind kind = NewPartition.kind(table, type)
                .orElseThrow(() -> new NotEnoughSpaceException(
                        "pool '" + pool.name() + "' has four partitions and none of them is extended: its table '"
                                + table.label() + "' holds no more"));
        String expected = name(pool, NewPartition.number(table, kind));
        if (!volume.text().equals(expected)) {
            throw new InvalidNameException("volume '" + volume + "' in pool '" + pool.name()
                    + "' would be a partition, which has no name of its own: the next one is '" + expected + "'");
        }
        return NewPartition.in(table, kind, type, capacity)
                .orElseThrow(() -> new NotEnoughSpaceException("volume '" + volume + "' of " + capacity
                        + " bytes does not fit in pool '" + pool.name() + "': its greatest free part has "
                        + table.free().stream()
                                .mapToLong(free -> free.end() - free.start())
                                .max()
                                .orElse(0)
                        + " bytes"));
    }

    @Override
    protected DeviceVolume make(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        PartitionTable table = table(pool);
        NewPartition made = next(pool, table, volume, wanted.capacity(), wanted.partition());
        wanted.announced().accept(Partition.key(made.extent()));
        tool.require(pool, "make partition '" + volume + "'", DiskCommands.makePartition(pool, table(pool), made));
        DeviceNodes.settle(tool, pool);
        Optional<Partition> found = table(pool).made(made);
        if (found.filter(partition -> partition.equals(made.partition())).isEmpty()) {
            found.ifPresent(partition -> tool.require(
                    pool, "take back partition " + partition.number(), DiskCommands.remove(pool, partition.number())));
            throw new BackendException("partition '" + volume + "' of pool '" + pool.name()
                    + "' was made as another one than asked for, and removed again");
        }
        return volume(pool, found.get());
    }

    @Override
    protected void remove(PoolDefinition pool, DeviceVolume volume) {
        PartitionTable table = table(pool);
        Partition partition = table.partitions().stream()
                .filter(known -> name(pool, known.number()).equals(volume.name()))
                .findFirst()
                .orElseThrow();
        Optional<Partition> last = table.lastLogical();
        if (partition.kind() == Kind.EXTENDED && last.isPresent()) {
            throw new UnsafePathException("volume '" + volume.name() + "' in pool '" + pool.name()
                    + "' is an extended partition that holds others; remove those first");
        }
        if (partition.kind() == Kind.LOGICAL && !last.equals(Optional.of(partition))) {
            throw new UnsafePathException("volume '" + volume.name() + "' in pool '" + pool.name()
                    + "' is not the last logical partition: without it '"
                    + name(pool, Objects.requireNonNull(last.orElse(null)).number())
                    + "' and others would get other names; remove those first");
        }
        tool.require(pool, "remove partition '" + volume.name() + "'", DiskCommands.remove(pool, partition.number()));
    }
}

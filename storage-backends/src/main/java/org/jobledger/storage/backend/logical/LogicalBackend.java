package org.jobledger.storage.backend.logical;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.DeviceBackend;
import org.jobledger.storage.backend.DeviceNodes;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceProbe;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;

/**
 * Pools that are an LVM volume group (libvirt: storage_backend_logical.c). LVM knows all there is to know; a volume that is made here
 * carries a tag which says so, so that after a crash it is told apart from one of somebody else.
 */
public final class LogicalBackend extends DeviceBackend {
    private final PoolTool tool;

    /** The backend that has its programs run by this tool. */
    public LogicalBackend(PoolTool tool, DeviceOpener opener) {
        super(opener);
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return PoolType.LOGICAL;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.RESIZE_VOLUME, Ability.SNAPSHOTS));
    }

    /** Makes a volume group of the pool's devices; over data only where it is asked for. */
    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        boolean overwrite = options.contains(BuildOption.OVERWRITE);
        List<String> devices = LogicalCommands.devices(pool);
        if (devices.isEmpty()) {
            throw new BackendException("pool '" + pool.name() + "' says no devices to make volume group '"
                    + LogicalCommands.group(pool) + "' of");
        }
        String unused = alone(pool, () -> {
            if (!overwrite) {
                devices.forEach(device -> new DeviceProbe(tool).requireBlank(pool, device));
            }
            devices.forEach(device -> tool.require(
                    pool, "make '" + device + "' a disk of LVM", LogicalCommands.makeDisk(device, overwrite)));
            return tool.require(pool, "make the volume group", LogicalCommands.makeGroup(pool));
        });
    }

    /** LVM fails where there is nothing to be removed, so it is asked first. */
    @Override
    public void remove(PoolDefinition pool) {
        boolean unused = alone(pool, () -> {
            Set<String> groups =
                    LogicalCommands.names(tool.read(pool, "list the volume groups", LogicalCommands.listGroups()));
            if (groups.contains(LogicalCommands.group(pool))) {
                tool.require(pool, "remove the volume group", LogicalCommands.removeGroup(pool));
            }
            Set<String> disks =
                    LogicalCommands.names(tool.read(pool, "list the disks of LVM", LogicalCommands.listDisks()));
            LogicalCommands.devices(pool).stream()
                    .filter(device -> disks.stream().anyMatch(disk -> DeviceNodes.same(disk, device)))
                    .forEach(device ->
                            tool.require(pool, "take '" + device + "' from LVM", LogicalCommands.removeDisk(device)));
            return true;
        });
    }

    @Override
    public void start(PoolDefinition pool) {
        String unused = alone(
                pool, () -> tool.require(pool, "activate the volume group", LogicalCommands.activate(pool, true)));
    }

    @Override
    public void stop(PoolDefinition pool) {
        String unused = alone(
                pool, () -> tool.require(pool, "deactivate the volume group", LogicalCommands.activate(pool, false)));
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        VolumeGroup unused = alone(pool, () -> group(pool));
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "logical " + alone(pool, () -> group(pool)).uuid();
    }

    @Override
    public Space space(PoolDefinition pool) {
        VolumeGroup group = alone(pool, () -> group(pool));
        return new Space(group.size(), group.size() - group.free(), group.free());
    }

    private VolumeGroup group(PoolDefinition pool) {
        return understood(
                pool,
                "LVM",
                tool.read(pool, "look at the volume group", LogicalCommands.showGroup(pool)),
                VolumeGroup::parse);
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        return understood(
                        pool,
                        "LVM",
                        tool.read(pool, "list the volume group", LogicalCommands.list(pool)),
                        LogicalVolume::parse)
                .stream()
                .map(volume -> device(pool, volume))
                .toList();
    }

    private static DeviceVolume device(PoolDefinition pool, LogicalVolume volume) {
        return new DeviceVolume(
                volume.name(),
                pool.target().resolve(volume.name()),
                volume.size(),
                volume.key(),
                volume.active() ? "" : "is not active",
                volume.parts());
    }

    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        return pool.target().resolve(volume.text());
    }

    @Override
    public void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        if (!LogicalCommands.isName(volume.text())) {
            throw new InvalidNameException("volume '" + volume + "' in pool '" + pool.name()
                    + "' would be a logical volume: its name may have letters, digits and + _ . - in it");
        }
        VolumeGroup group = alone(pool, () -> group(pool));
        long needed = group.whole(allocation < capacity ? Math.max(allocation, 1) : capacity);
        if (needed > group.free()) {
            throw new NotEnoughSpaceException("volume '" + volume + "' of " + capacity + " bytes (" + allocation
                    + " allocated) does not fit in pool '" + pool.name() + "': " + group.free() + " of " + group.size()
                    + " bytes are free");
        }
    }

    @Override
    protected DeviceVolume make(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        requireRoom(pool, volume, wanted.capacity(), wanted.allocation());
        String tag = LogicalVolume.TAG + UUID.randomUUID();
        wanted.announced().accept(tag);
        tool.require(pool, "make volume '" + volume + "'", LogicalCommands.make(pool, volume.text(), wanted, tag));
        return made(pool, volume);
    }

    @Override
    protected void remove(PoolDefinition pool, DeviceVolume volume) {
        tool.require(pool, "remove volume '" + volume.name() + "'", LogicalCommands.remove(pool, volume.name()));
    }
}

package org.jobledger.storage.backend.zfs;

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
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceProbe;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;

/**
 * Pools that are a ZFS pool or dataset (libvirt: storage_backend_zfs.c). ZFS knows all there is to know; a volume that is made here
 * carries a property which says so, so that after a crash it is told apart from one of somebody else.
 */
public final class ZfsBackend extends DeviceBackend {
    private final PoolTool tool;

    /** The backend that has its programs run by this tool. */
    public ZfsBackend(PoolTool tool, DeviceOpener opener) {
        super(opener);
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return PoolType.ZFS;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.RESIZE_VOLUME, Ability.SNAPSHOTS));
    }

    /** Makes a pool of ZFS on the pool's devices; over data only where it is asked for. */
    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        boolean overwrite = options.contains(BuildOption.OVERWRITE);
        requireWhole(pool, "made");
        List<String> devices = ZfsCommands.devices(pool);
        if (devices.isEmpty()) {
            throw new BackendException(
                    "pool '" + pool.name() + "' says no devices to make '" + ZfsCommands.dataset(pool) + "' of");
        }
        String unused = alone(pool, () -> {
            if (!overwrite) {
                devices.forEach(device -> new DeviceProbe(tool).requireBlank(pool, device));
            }
            return tool.require(pool, "make a pool of ZFS", ZfsCommands.makePool(pool, overwrite));
        });
    }

    /** ZFS fails where there is nothing to be removed, so it is asked first. */
    @Override
    public void remove(PoolDefinition pool) {
        requireWhole(pool, "removed");
        boolean unused = alone(pool, () -> {
            String there = tool.read(pool, "list the pools of ZFS", ZfsCommands.listPools());
            if (there.lines().anyMatch(ZfsCommands.dataset(pool)::equals)) {
                tool.require(pool, "remove the pool of ZFS", ZfsCommands.removePool(pool));
            }
            return true;
        });
    }

    /** A dataset is a part of a pool of ZFS, in which others may have theirs. */
    private static void requireWhole(PoolDefinition pool, String done) {
        String dataset = ZfsCommands.dataset(pool);
        if (dataset.indexOf('/') >= 0) {
            throw new BackendException("pool '" + pool.name() + "' is on '" + dataset
                    + "', a part of a pool of ZFS: only a whole one is " + done);
        }
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        Zpool zpool = alone(pool, () -> zpool(pool));
        if (!zpool.health().equals("ONLINE") && !zpool.health().equals("DEGRADED")) {
            throw new BackendException("the pool of ZFS behind pool '" + pool.name() + "' is " + zpool.health());
        }
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "zfs " + alone(pool, () -> zpool(pool)).guid() + " " + ZfsCommands.dataset(pool);
    }

    @Override
    public Space space(PoolDefinition pool) {
        Zpool zpool = alone(pool, () -> zpool(pool));
        return new Space(zpool.size(), zpool.allocated(), zpool.free());
    }

    private Zpool zpool(PoolDefinition pool) {
        return understood(
                pool, "ZFS", tool.read(pool, "look at the pool of ZFS", ZfsCommands.showPool(pool)), Zpool::parse);
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        return understood(
                pool,
                "ZFS",
                tool.read(pool, "list the volumes of ZFS", ZfsCommands.list(pool)),
                said -> ZfsVolume.parse(ZfsCommands.dataset(pool), said).stream()
                        .map(volume -> device(pool, volume))
                        .toList());
    }

    private static DeviceVolume device(PoolDefinition pool, ZfsVolume volume) {
        return new DeviceVolume(
                volume.name(), pool.target().resolve(volume.name()), volume.size(), volume.key(), "", List.of());
    }

    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        return pool.target().resolve(volume.text());
    }

    @Override
    public void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        if (!ZfsCommands.isName(volume.text())) {
            throw new InvalidNameException("volume '" + volume + "' in pool '" + pool.name()
                    + "' would be a volume of ZFS: its name may have letters, digits and _ . : - in it");
        }
        long free = space(pool).available();
        if ((allocation < capacity ? allocation : capacity) > free) {
            throw new NotEnoughSpaceException("volume '" + volume + "' of " + capacity + " bytes (" + allocation
                    + " allocated) does not fit in pool '" + pool.name() + "': " + free + " bytes are free");
        }
    }

    @Override
    protected DeviceVolume make(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        requireRoom(pool, volume, wanted.capacity(), wanted.allocation());
        String token = UUID.randomUUID().toString();
        wanted.announced().accept(token);
        tool.require(pool, "make volume '" + volume + "'", ZfsCommands.make(pool, volume.text(), wanted, token));
        return made(pool, volume);
    }

    @Override
    protected void remove(PoolDefinition pool, DeviceVolume volume) {
        tool.require(pool, "remove volume '" + volume.name() + "'", ZfsCommands.remove(pool, volume.name()));
    }
}

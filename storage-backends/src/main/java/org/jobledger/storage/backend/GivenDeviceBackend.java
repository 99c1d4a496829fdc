package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;

/** Pools whose volumes are devices that somebody else makes and removes: they are found, read and written, as libvirt has it. */
public abstract class GivenDeviceBackend extends DeviceBackend {

    /** A backend that opens devices in this way. */
    protected GivenDeviceBackend(DeviceOpener opener) {
        super(opener);
    }

    @Override
    public final Set<Ability> abilities() {
        return Set.of(Ability.CONTENTS, Ability.CONVERT);
    }

    /** All of it is taken: nothing can be made there. */
    @Override
    public final Space space(PoolDefinition pool) {
        long bytes = scan(pool).stream().mapToLong(FoundVolume::size).sum();
        return new Space(bytes, bytes, 0);
    }

    @Override
    public final Path path(PoolDefinition pool, VolumeName volume) {
        return find(pool, volume)
                .map(FoundVolume::path)
                .orElseGet(() -> pool.target().resolve(volume.text()));
    }

    @Override
    public final void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        requireAble(pool, Ability.CREATE_VOLUME);
    }

    @Override
    protected final DeviceVolume make(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        throw StorageBackend.unable(pool, Ability.CREATE_VOLUME);
    }

    @Override
    protected final void remove(PoolDefinition pool, DeviceVolume volume) {
        throw StorageBackend.unable(pool, Ability.DELETE_VOLUME);
    }

    /** What lies in one directory of links: the devices that have a link there; in the directory of all nodes, each of them. */
    protected static List<DeviceVolume> named(Path nodes, PoolDefinition pool, List<DeviceVolume> found) {
        return pool.target().equals(nodes)
                ? found
                : found.stream()
                        .flatMap(device -> DeviceNodes.link(pool.target(), device.path()).map(device::at).stream())
                        .toList();
    }
}

package org.jobledger.storage.backend.mpath;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.DeviceNodes;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.GivenDeviceBackend;
import org.jobledger.storage.backend.PoolTool;

/**
 * The pool that is all multipath devices of the machine (libvirt: storage_backend_mpath.c, which asks the library that dmsetup(8) is the
 * program of).
 */
public final class MpathBackend extends GivenDeviceBackend {
    /** Where libvirt finds the devices, whatever target the pool has. */
    public static final Path MAPPER = Path.of("/dev/mapper");

    private final PoolTool tool;
    private final Path mapper;

    /** The backend that has its programs run by this tool, with the devices in a directory. */
    public MpathBackend(PoolTool tool, DeviceOpener opener, Path mapper) {
        super(opener);
        this.tool = tool;
        this.mapper = mapper;
    }

    @Override
    public PoolType type() {
        return PoolType.MPATH;
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        List<DeviceVolume> unused = alone(pool, () -> devices(pool));
    }

    @Override
    public void rescan(PoolDefinition pool) {
        DeviceNodes.settle(tool, pool);
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "mpath";
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        String tables = tool.read(pool, "look at the multipath devices", MultipathMap.tables());
        String names = tool.read(pool, "look at the mapped devices", MultipathMap.names());
        return understood(
                pool,
                "dmsetup",
                names,
                said -> MultipathMap.parse(tables, said).stream()
                        .map(map -> map.volume(mapper))
                        .toList());
    }
}

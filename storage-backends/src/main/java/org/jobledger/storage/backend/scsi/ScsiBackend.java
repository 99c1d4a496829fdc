package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource.Adapter;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.DeviceNodes;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.GivenDeviceBackend;
import org.jobledger.storage.backend.PoolTool;

/**
 * Pools that are the logical units behind a host bus adapter (libvirt: storage_backend_scsi.c). A virtual adapter of Fibre Channel is made
 * when the pool starts and removed when it stops, where its definition says {@code managed='yes'} and on which parent.
 */
public final class ScsiBackend extends GivenDeviceBackend {
    private final PoolTool tool;
    private final ScsiBus bus;
    private final Adapters adapters;

    /** The backend of a bus. */
    public ScsiBackend(PoolTool tool, DeviceOpener opener, ScsiBus bus) {
        super(opener);
        this.tool = tool;
        this.bus = bus;
        this.adapters = new Adapters(bus);
    }

    @Override
    public PoolType type() {
        return PoolType.SCSI;
    }

    private static Adapter adapter(PoolDefinition pool) {
        Adapter adapter = pool.source().adapter();
        if (adapter == null) {
            throw new BackendException("pool '" + pool.name() + "' says no adapter");
        }
        return adapter;
    }

    private Optional<Integer> host(PoolDefinition pool) {
        Adapter adapter = adapter(pool);
        return onBus(pool, "look for its adapter", () -> adapters.host(adapter));
    }

    private int here(PoolDefinition pool) {
        return host(pool)
                .orElseThrow(
                        () -> new BackendException("adapter " + adapter(pool).attributes()
                                + adapter(pool).parentAddress() + " of pool '" + pool.name() + "' is not there"));
    }

    /** Whether it is one that is made here. */
    private static boolean managed(PoolDefinition pool) {
        Adapter adapter = adapter(pool);
        return adapter.type().equals("fc_host")
                && "yes".equals(adapter.attributes().get("managed"))
                && adapter.attributes().containsKey("parent");
    }

    @Override
    public void requireStartable(PoolDefinition pool) {
        if (!managed(pool)) {
            requireUsable(pool);
        }
    }

    @Override
    public void start(PoolDefinition pool) {
        if (host(pool).isEmpty() && managed(pool)) {
            onBus(pool, "make its adapter", () -> {
                adapters.change(adapter(pool), true);
                return true;
            });
            DeviceNodes.settle(tool, pool);
        }
        rescan(pool);
    }

    @Override
    public void stop(PoolDefinition pool) {
        if (managed(pool) && host(pool).isPresent()) {
            onBus(pool, "remove its adapter", () -> {
                adapters.change(adapter(pool), false);
                return true;
            });
        }
    }

    @Override
    public void rescan(PoolDefinition pool) {
        int host = here(pool);
        onBus(pool, "have host " + host + " scanned", () -> {
            bus.rescan(host);
            return true;
        });
        DeviceNodes.settle(tool, pool);
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        int unused = here(pool);
    }

    @Override
    public String identity(PoolDefinition pool) {
        return host(pool).map(host -> "scsi host " + host).orElseGet(() -> "scsi " + adapter(pool));
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        int host = here(pool);
        return named(
                bus.dev(),
                pool,
                onBus(pool, "list host " + host, () -> bus.units(host)).stream()
                        .map(LogicalUnit::volume)
                        .toList());
    }

    private static <T> T onBus(PoolDefinition pool, String what, Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new BackendException("cannot " + what + " for pool '" + pool.name() + "': " + e.getMessage(), e);
        }
    }

    /** What reads or writes files of the kernel. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }
}

package org.jobledger.storage.backend.iscsi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.backend.DeviceNodes;
import org.jobledger.storage.backend.DeviceOpener;
import org.jobledger.storage.backend.DeviceVolume;
import org.jobledger.storage.backend.GivenDeviceBackend;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.scsi.LogicalUnit;
import org.jobledger.storage.backend.scsi.ScsiBus;

/**
 * Pools that are the logical units of an iSCSI target (libvirt: storage_backend_iscsi.c): to start one is to log in, to stop it to log
 * out.
 */
public final class IscsiBackend extends GivenDeviceBackend {
    private static final Pattern TARGET = Pattern.compile("target(\\d+):\\d+:\\d+");

    private final PoolTool tool;
    private final ScsiBus bus;

    /** The backend that has its programs run by this tool, and finds what they attach on a bus. */
    public IscsiBackend(PoolTool tool, DeviceOpener opener, ScsiBus bus) {
        super(opener);
        this.tool = tool;
        this.bus = bus;
    }

    @Override
    public PoolType type() {
        return PoolType.ISCSI;
    }

    @Override
    public void requireStartable(PoolDefinition pool) {
        PoolSource source = pool.source();
        String unused = portal(pool) + target(pool);
        String initiator = source.initiator();
        if (initiator != null && !IscsiCommands.isName(initiator)) {
            throw new BackendException("'" + initiator + "' of pool '" + pool.name() + "' is no name of an initiator");
        }
        if (source.auth() != null) {
            throw new UnsupportedStorageException("pool '" + pool.name()
                    + "' logs in by CHAP: iscsiadm takes the password only as an argument, which everybody can read."
                    + " Set it in /etc/iscsi/iscsid.conf and leave out <auth>");
        }
    }

    private static String portal(PoolDefinition pool) {
        List<PoolSource.Host> hosts = pool.source().hosts();
        if (hosts.size() != 1
                || hosts.get(0).name().isBlank()
                || hosts.get(0).name().startsWith("-")) {
            throw new BackendException("pool '" + pool.name() + "' needs one host, and says "
                    + hosts.stream().map(PoolSource.Host::name).toList());
        }
        return IscsiCommands.portal(hosts.get(0));
    }

    private static String target(PoolDefinition pool) {
        List<PoolSource.Device> devices = pool.source().devices();
        if (devices.size() != 1 || !IscsiCommands.isName(devices.get(0).path())) {
            throw new BackendException(
                    "pool '" + pool.name() + "' needs the name of one target as its device, and says "
                            + devices.stream().map(PoolSource.Device::path).toList());
        }
        return devices.get(0).path();
    }

    private Optional<String> session(PoolDefinition pool) {
        PoolTool.Result result = tool.run(pool, "look at the sessions", IscsiCommands.sessions());
        if (result.status() == IscsiAnswers.NOTHING) {
            return Optional.empty();
        } else if (result.status() != 0) {
            throw new BackendException("cannot look at the sessions for pool '" + pool.name() + "': " + result.said());
        }
        return IscsiAnswers.session(result.said(), target(pool));
    }

    private String here(PoolDefinition pool) {
        return session(pool)
                .orElseThrow(() -> new BackendException(
                        "pool '" + pool.name() + "' has no session with target '" + target(pool) + "'"));
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        String unused = alone(pool, () -> here(pool));
    }

    @Override
    public void start(PoolDefinition pool) {
        requireStartable(pool);
        boolean unused = alone(pool, () -> {
            if (session(pool).isEmpty()) {
                tool.require(
                        pool,
                        "make target '" + target(pool) + "' known",
                        IscsiCommands.makeNode(portal(pool), target(pool)));
                tool.require(
                        pool,
                        "log in to target '" + target(pool) + "'",
                        IscsiCommands.login(portal(pool), target(pool), face(pool)));
            }
            look(pool);
            return true;
        });
    }

    @Override
    public void stop(PoolDefinition pool) {
        boolean unused = alone(pool, () -> {
            if (session(pool).isPresent()) {
                tool.require(
                        pool,
                        "log out of target '" + target(pool) + "'",
                        IscsiCommands.logout(portal(pool), target(pool), face(pool)));
            }
            return true;
        });
    }

    /** The interface that speaks as the pool's initiator, made where there is none; iscsiadm uses it only after it was asked by it. */
    private Optional<String> face(PoolDefinition pool) {
        String initiator = pool.source().initiator();
        if (initiator == null) {
            return Optional.empty();
        }
        String said = tool.require(pool, "look at the interfaces", IscsiCommands.faces());
        Optional<String> known = IscsiAnswers.face(said, initiator);
        if (known.isPresent()) {
            return known;
        }
        String made = "jobledger-" + UUID.randomUUID();
        for (List<String> line : IscsiCommands.makeFace(made, initiator)) {
            tool.require(pool, "make an interface for '" + initiator + "'", line);
        }
        tool.require(pool, "ask '" + portal(pool) + "'", IscsiCommands.discover(portal(pool), Optional.of(made), true));
        return Optional.of(made);
    }

    @Override
    public void rescan(PoolDefinition pool) {
        boolean unused = alone(pool, () -> {
            look(pool);
            return true;
        });
    }

    private void look(PoolDefinition pool) {
        tool.require(pool, "have the units looked for", IscsiCommands.rescan(here(pool)));
        DeviceNodes.settle(tool, pool);
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "iscsi " + target(pool);
    }

    @Override
    protected List<DeviceVolume> devices(PoolDefinition pool) {
        try {
            Optional<Integer> host = host(here(pool));
            return host.isEmpty()
                    ? List.of()
                    : named(
                            bus.dev(),
                            pool,
                            bus.units(host.get()).stream()
                                    .map(LogicalUnit::volume)
                                    .toList());
        } catch (IOException e) {
            throw new BackendException("cannot list the units of pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    /** The host that the kernel made for a session; nothing where its target has no unit yet. */
    private Optional<Integer> host(String session) throws IOException {
        Path device = bus.sys().resolve("class/iscsi_session/session" + session + "/device");
        try (Stream<Path> parts = Files.list(device)) {
            return parts.map(part -> TARGET.matcher(String.valueOf(part.getFileName())))
                    .filter(Matcher::matches)
                    .map(part -> Integer.valueOf(part.group(1)))
                    .findFirst();
        }
    }
}

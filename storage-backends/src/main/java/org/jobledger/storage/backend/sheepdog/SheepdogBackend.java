package org.jobledger.storage.backend.sheepdog;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.RemoteBackend;
import org.jobledger.storage.backend.RemoteVolume;
import org.jobledger.storage.backend.Space;

/** Pools that are a Sheepdog cluster, whose virtual disks are the volumes (libvirt: storage_backend_sheepdog.c, until 2023). */
public final class SheepdogBackend extends RemoteBackend {
    /** Of the whole cluster: size, used, per cent. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total (\\d+) (\\d+) ");

    /** One in use, of its own or made of a snapshot: kind, name, snapshot, size, used, shared, made at, number. "s" are snapshots. */
    private static final Pattern DISK =
            Pattern.compile("(?m)^[=c] ((?:\\\\.|[^ \\\\])+) \\d+ (\\d+) (\\d+) \\d+ \\d+ ([0-9a-f]+)");

    private final PoolTool tool;

    /** The backend that has its programs run by this tool. */
    public SheepdogBackend(PoolTool tool) {
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return PoolType.SHEEPDOG;
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "sheepdog " + pool.source().origin();
    }

    @Override
    public Space space(PoolDefinition pool) {
        String said = alone(pool, () -> tool.read(pool, "look at the cluster", SheepdogCommands.room(pool)));
        MatchResult total = TOTAL.matcher(said)
                .results()
                .findFirst()
                .orElseThrow(() -> new BackendException(
                        "dog says of pool '" + pool.name() + "' what is not understood: no line 'Total'"));
        long size = Long.parseLong(total.group(1));
        long used = Long.parseLong(total.group(2));
        return new Space(size, used, size - used);
    }

    @Override
    protected List<RemoteVolume> volumes(PoolDefinition pool) {
        return DISK.matcher(tool.read(pool, "list the virtual disks", SheepdogCommands.list(pool)))
                .results()
                .map(SheepdogBackend::volume)
                .toList();
    }

    private static RemoteVolume volume(MatchResult disk) {
        String name = disk.group(1).replaceAll("\\\\(.)", "$1");
        return new RemoteVolume(
                name, name, Long.parseLong(disk.group(2)), Long.parseLong(disk.group(3)), disk.group(4));
    }

    @Override
    protected boolean isName(VolumeName volume) {
        return !volume.text().startsWith("-");
    }

    @Override
    protected String place(PoolDefinition pool, VolumeName volume) {
        return volume.text();
    }

    @Override
    protected void make(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "make volume '" + volume + "'", SheepdogCommands.make(pool, volume.text(), bytes));
    }

    @Override
    protected void resize(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "resize volume '" + volume + "'", SheepdogCommands.resize(pool, volume.text(), bytes));
    }

    @Override
    protected void remove(PoolDefinition pool, VolumeName volume) {
        tool.require(pool, "remove volume '" + volume + "'", SheepdogCommands.remove(pool, volume.text()));
    }
}

package org.jobledger.storage.backend.rbd;

import java.util.List;
import java.util.function.Function;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.RemoteBackend;
import org.jobledger.storage.backend.RemoteVolume;
import org.jobledger.storage.backend.Space;

/** Pools of a Ceph cluster, whose images are the volumes (libvirt: storage_backend_rbd.c). */
public final class RbdBackend extends RemoteBackend {
    private final PoolTool tool;

    /** The backend that has its programs run by this tool. */
    public RbdBackend(PoolTool tool) {
        this.tool = tool;
    }

    @Override
    public PoolType type() {
        return PoolType.RBD;
    }

    @Override
    public String identity(PoolDefinition pool) {
        return "rbd " + pool.source().origin();
    }

    @Override
    public Space space(PoolDefinition pool) {
        String name = RbdCommands.pool(pool);
        return understood(
                pool,
                alone(pool, () -> tool.require(pool, "look at the cluster", RbdCommands.room(pool))),
                said -> RbdAnswers.room(name, said));
    }

    @Override
    protected List<RemoteVolume> volumes(PoolDefinition pool) {
        String name = RbdCommands.pool(pool);
        return understood(
                pool,
                tool.require(pool, "list the images", RbdCommands.list(pool)),
                said -> RbdAnswers.images(name, said));
    }

    private static <T> T understood(PoolDefinition pool, String said, Function<String, T> parser) {
        try {
            return parser.apply(said);
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    "Ceph says of pool '" + pool.name() + "' what is not understood: " + e.getMessage(), e);
        }
    }

    /** What rbd(8) takes for the name of a snapshot or an option is none of an image. */
    @Override
    protected boolean isName(VolumeName volume) {
        return volume.text().matches("[^-@\"\\\\][^@\"\\\\]*");
    }

    @Override
    protected String place(PoolDefinition pool, VolumeName volume) {
        return RbdCommands.pool(pool) + "/" + volume;
    }

    @Override
    protected void make(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "make volume '" + volume + "'", RbdCommands.make(pool, place(pool, volume), bytes));
    }

    @Override
    protected void resize(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "resize volume '" + volume + "'", RbdCommands.resize(pool, place(pool, volume), bytes));
    }

    @Override
    protected void remove(PoolDefinition pool, VolumeName volume) {
        tool.require(pool, "remove volume '" + volume + "'", RbdCommands.remove(pool, place(pool, volume)));
    }
}

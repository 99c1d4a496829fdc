package org.jobledger.storage.backend.rbd;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.LayeredCopies;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.RemoteBackend;
import org.jobledger.storage.backend.RemoteVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.io.VolumeFile;

/** Pools of a Ceph cluster, whose images are the volumes (libvirt: storage_backend_rbd.c). */
public final class RbdBackend extends RemoteBackend {
    /** For so long the cluster takes a client that was killed for one that watches (Ceph: osd_client_watch_timeout, 30 s). */
    private static final Duration WATCH_TIMEOUT = Duration.ofSeconds(35);

    /** What rbd(8) ends with where there is no such image: ENOENT. */
    private static final int NOT_FOUND = 2;

    private final PoolTool tool;
    private final RbdLayers layers;
    private final Duration patience;

    /** The backend that has its programs run by this tool. */
    public RbdBackend(PoolTool tool) {
        this(tool, WATCH_TIMEOUT);
    }

    /** The same, with how long a job waits for an image that somebody seems to have open. */
    RbdBackend(PoolTool tool, Duration patience) {
        this.tool = tool;
        this.patience = patience;
        this.layers = new RbdLayers(
                (pool, what, line) -> alone(pool, () -> tool.run(pool, what, line)),
                pool -> alone(pool, () -> entries(pool)));
    }

    @Override
    public PoolType type() {
        return PoolType.RBD;
    }

    @Override
    public Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.copyOf(super.abilities());
        abilities.add(Ability.CONTENTS);
        abilities.add(Ability.SNAPSHOTS);
        return abilities;
    }

    @Override
    public Optional<LayeredCopies> layeredCopies() {
        return Optional.of(layers);
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
                alone(pool, () -> tool.read(pool, "look at the cluster", RbdCommands.room(pool))),
                said -> RbdAnswers.room(name, said));
    }

    private List<RbdEntry> entries(PoolDefinition pool) {
        return RbdAnswers.entries(tool.read(pool, "list the images", RbdCommands.list(pool)));
    }

    @Override
    protected List<RemoteVolume> volumes(PoolDefinition pool) {
        String name = RbdCommands.pool(pool);
        return entries(pool).stream()
                .filter(RbdEntry::isImage)
                .map(image -> image.volume(name))
                .toList();
    }

    /** Asked for alone: a cluster may have thousands. */
    @Override
    protected Optional<RemoteVolume> one(PoolDefinition pool, VolumeName volume) {
        if (!isName(volume)) {
            return Optional.empty();
        }
        String what = "look at volume '" + volume + "'";
        PoolTool.Result result = tool.look(pool, what, RbdCommands.info(pool, place(pool, volume)));
        if (result.status() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(
                understood(pool, result.required(pool, what), RbdAnswers::image).volume(RbdCommands.pool(pool)));
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

    /** Of no size: so one that a crash left is known as what holds nothing, until it is written down. It is given its size as a file is. */
    @Override
    protected void make(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "make volume '" + volume + "'", RbdCommands.make(pool, place(pool, volume), 0));
    }

    @Override
    protected void resize(PoolDefinition pool, VolumeName volume, long bytes) {
        tool.require(pool, "resize volume '" + volume + "'", RbdCommands.resize(pool, place(pool, volume), bytes));
    }

    /** With what was kept of it for copies that are gone, and what was kept of another one for it. */
    @Override
    protected void remove(PoolDefinition pool, VolumeName volume) {
        layers.requireNoLayers(pool, volume);
        layers.tidy(pool, volume);
        Optional<RbdEntry> image = entries(pool).stream()
                .filter(entry -> entry.isImage() && entry.image().equals(volume.text()))
                .findFirst();
        tool.require(pool, "remove volume '" + volume + "'", RbdCommands.remove(pool, place(pool, volume)));
        image.ifPresent(gone -> layers.forgetParent(pool, gone));
    }

    @Override
    public void requireRemovable(PoolDefinition pool, VolumeName volume) {
        layers.requireNoLayers(pool, volume);
    }

    @Override
    public void removeSnapshots(PoolDefinition pool, VolumeName volume) {
        layers.requireNoLayers(pool, volume);
        layers.purge(pool, volume);
    }

    @Override
    public void requireErasable(PoolDefinition pool, VolumeName volume) {
        layers.requireNoLayers(pool, volume);
        layers.tidy(pool, volume);
        layers.requireNoSnapshots(pool, volume);
    }

    @Override
    protected VolumeFile opened(PoolDefinition pool, VolumeName volume, VolumeFile sized) {
        return new RbdFile(sized, new RbdImage(tool, pool, place(pool, volume)));
    }

    /** Who only reads an image is not seen. */
    @Override
    public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {
        if (taken(pool, volume)) {
            watcher(pool, volume).ifPresent(who -> {
                throw new VolumeOpenElsewhereException("volume '" + volume + "' in pool '" + pool.name()
                        + "' is open elsewhere: by " + who + " of the cluster, or it was killed less than "
                        + WATCH_TIMEOUT.toSeconds() + " s ago");
            });
        }
    }

    private Optional<String> watcher(PoolDefinition pool, VolumeName volume) {
        return RbdAnswers.watcher(alone(
                pool,
                () -> tool.read(
                        pool, "look at volume '" + volume + "'", RbdCommands.status(pool, place(pool, volume)))));
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        awaitUnused(pool, volume, Use.CHANGE);
        return super.open(pool, volume);
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        awaitUnused(pool, volume, Use.READ);
        return super.openToRead(pool, volume);
    }

    /** A program of ours that a crash has killed may still count as one that has it open. */
    private void awaitUnused(PoolDefinition pool, VolumeName volume, Use use) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (taken(pool, volume) && watcher(pool, volume).isPresent() && System.nanoTime() - deadline < 0) {
            try {
                Thread.sleep(Math.min(1000, patience.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackendException("interrupted while volume '" + volume + "' was waited for", e);
            }
        }
        requireUnused(pool, volume, use);
    }
}

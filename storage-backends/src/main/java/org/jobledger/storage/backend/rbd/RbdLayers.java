package org.jobledger.storage.backend.rbd;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.LayeredCopies;
import org.jobledger.storage.backend.PoolTool;

/**
 * Images that are layers on snapshots of others, as libvirt makes them: snapshot, protect, clone (virStorageBackendRBDCloneImage). libvirt
 * looks for a snapshot without a difference and leaves the one it made for ever; here each copy has one of its own, by whose name it is
 * known, and which goes with it. As there, only within one pool of the cluster: what is a layer on an image is then seen beside it.
 *
 * @param tool runs the programs
 * @param entries what the pool has now
 */
record RbdLayers(PoolTool tool, Function<PoolDefinition, List<RbdEntry>> entries) implements LayeredCopies {
    private static final String OURS = "jobledger-";

    @Override
    public boolean reach(PoolDefinition from, PoolDefinition to) {
        return to.type() == PoolType.RBD
                && from.source().origin().equals(to.source().origin());
    }

    @Override
    public void keep(PoolDefinition pool, VolumeName source, String mark) {
        Predicate<RbdEntry> its = snapshotOf(source, OURS + mark);
        if (entries.apply(pool).stream().noneMatch(its)) {
            snapshot(pool, "create", source, OURS + mark);
        }
        if (entries.apply(pool).stream().filter(its).noneMatch(RbdEntry::secured)) {
            snapshot(pool, "protect", source, OURS + mark);
        }
    }

    @Override
    public void make(PoolDefinition from, VolumeName source, String mark, PoolDefinition to, VolumeName copy) {
        String unused = tool.require(
                from,
                "make '" + copy + "' as a copy of '" + source + "'",
                RbdCommands.layer(from, place(from, source), OURS + mark, place(to, copy)));
    }

    @Override
    public boolean isOn(String mark, PoolDefinition to, VolumeName copy) {
        return entries.apply(to).stream()
                .anyMatch(entry -> entry.isImage() && entry.image().equals(copy.text()) && entry.isOn(OURS + mark));
    }

    @Override
    public void forget(PoolDefinition pool, VolumeName source, String mark) {
        remove(pool, source, entries.apply(pool).stream().filter(snapshotOf(source, OURS + mark)));
    }

    /** Removes the snapshots of an image that were kept for copies which are gone. */
    void tidy(PoolDefinition pool, VolumeName volume) {
        List<RbdEntry> all = entries.apply(pool);
        remove(
                pool,
                volume,
                ours(all, volume).filter(snapshot -> on(all, snapshot).isEmpty()));
    }

    /**
     * Checks that no image of the pool is a layer on one of these that were kept for copies.
     *
     * @throws VolumeBusyException if one is; the message names it
     */
    void requireNoLayers(PoolDefinition pool, VolumeName volume) {
        List<RbdEntry> all = entries.apply(pool);
        ours(all, volume)
                .flatMap(snapshot -> on(all, snapshot).stream())
                .findFirst()
                .ifPresent(layer -> {
                    throw new VolumeBusyException("volume '" + volume + "' is still in use. Volume '" + layer.image()
                            + "' in pool '" + pool.name() + "' is a layer on it");
                });
    }

    /**
     * Checks that an image has no snapshot.
     *
     * @throws VolumeBusyException if it has one; the message names it
     */
    void requireNoSnapshots(PoolDefinition pool, VolumeName volume) {
        entries.apply(pool).stream()
                .filter(entry -> !entry.isImage() && entry.image().equals(volume.text()))
                .findFirst()
                .ifPresent(snapshot -> {
                    throw new VolumeBusyException("volume '" + volume + "' is still in use. Its snapshot '"
                            + snapshot.snapshot() + "' keeps what is in it now");
                });
    }

    /** Removes all snapshots of an image, as virStorageBackendRBDCleanupSnaps does; one that somebody's image is a layer on refuses. */
    void purge(PoolDefinition pool, VolumeName volume) {
        List<RbdEntry> snapshots = entries.apply(pool).stream()
                .filter(entry -> !entry.isImage() && entry.image().equals(volume.text()))
                .toList();
        snapshots.stream()
                .filter(RbdEntry::secured)
                .forEach(entry -> snapshot(pool, "unprotect", volume, entry.snapshot()));
        if (!snapshots.isEmpty()) {
            String unused = tool.require(
                    pool, "remove the snapshots of '" + volume + "'", RbdCommands.purge(pool, place(pool, volume)));
        }
    }

    /** Removes what an image that is gone was a layer on, where that was kept for it alone. */
    void forgetParent(PoolDefinition pool, RbdEntry gone) {
        List<RbdEntry> all = entries.apply(pool);
        String prefix = RbdCommands.pool(pool) + "/";
        all.stream()
                .filter(entry -> entry.snapshot().startsWith(OURS))
                .filter(entry -> gone.parent().equals(prefix + entry.image() + "@" + entry.snapshot()))
                .filter(entry -> on(all, entry).isEmpty())
                .forEach(entry -> remove(pool, new VolumeName(entry.image()), Stream.of(entry)));
    }

    private static Stream<RbdEntry> ours(List<RbdEntry> all, VolumeName volume) {
        return all.stream()
                .filter(entry ->
                        entry.image().equals(volume.text()) && entry.snapshot().startsWith(OURS));
    }

    private static List<RbdEntry> on(List<RbdEntry> all, RbdEntry snapshot) {
        return all.stream()
                .filter(entry -> entry.isImage() && entry.isOn(snapshot.snapshot()))
                .toList();
    }

    private static Predicate<RbdEntry> snapshotOf(VolumeName image, String name) {
        return entry -> entry.image().equals(image.text()) && entry.snapshot().equals(name);
    }

    private void remove(PoolDefinition pool, VolumeName image, Stream<RbdEntry> snapshots) {
        snapshots.forEach(snapshot -> {
            if (snapshot.secured()) {
                snapshot(pool, "unprotect", image, snapshot.snapshot());
            }
            snapshot(pool, "rm", image, snapshot.snapshot());
        });
    }

    private void snapshot(PoolDefinition pool, String verb, VolumeName image, String name) {
        String unused = tool.require(
                pool,
                verb + " snapshot '" + name + "' of '" + image + "'",
                RbdCommands.snapshot(pool, verb, place(pool, image), name));
    }

    private static String place(PoolDefinition pool, VolumeName image) {
        return RbdCommands.pool(pool) + "/" + image;
    }
}

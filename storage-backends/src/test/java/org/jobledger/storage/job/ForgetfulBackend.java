package org.jobledger.storage.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.VolumeFile;

/** A pool of one volume, on a disk that forgets. */
record ForgetfulBackend(ForgetfulDisk disk) implements StorageBackend {

    @Override
    public PoolType type() {
        return PoolType.DIR;
    }

    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {}

    @Override
    public void remove(PoolDefinition pool) {}

    @Override
    public void requireUsable(PoolDefinition pool) {}

    @Override
    public String identity(PoolDefinition pool) {
        return "1";
    }

    @Override
    public Space space(PoolDefinition pool) {
        return new Space(0, 0, 0);
    }

    @Override
    public List<FoundVolume> scan(PoolDefinition pool) {
        return List.of();
    }

    @Override
    public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        return Optional.of(new FoundVolume(volume.text(), path(pool, volume), disk.size(), disk.size(), disk.key()));
    }

    @Override
    public boolean taken(PoolDefinition pool, VolumeName volume) {
        return true;
    }

    @Override
    public void requireVolume(PoolDefinition pool, VolumeName volume) {}

    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        return pool.target().resolve(volume.text());
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        throw new AssertionError("a wipe makes nothing");
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return disk.open();
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return open(pool, volume);
    }

    @Override
    public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {}

    @Override
    public void delete(PoolDefinition pool, VolumeName volume) {
        throw new AssertionError("a wipe removes nothing");
    }

    @Override
    public void force(PoolDefinition pool) {}
}

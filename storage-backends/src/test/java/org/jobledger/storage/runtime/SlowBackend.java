package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.io.VolumeFile;

/** A backend whose pool "slow" does not answer, once told so, until it is released; and whose entry "bad" cannot be looked at. */
final class SlowBackend implements StorageBackend {
    private final DirBackend real = new DirBackend();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean hangs;

    void hang() {
        hangs = true;
    }

    void release() {
        released.countDown();
    }

    private StorageBackend of(PoolDefinition pool) {
        if (hangs && pool.name().text().equals("slow")) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return real;
    }

    @Override
    public PoolType type() {
        return PoolType.DIR;
    }

    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        of(pool).build(pool, options);
    }

    @Override
    public void remove(PoolDefinition pool) {
        of(pool).remove(pool);
    }

    @Override
    public void requireUsable(PoolDefinition pool) {
        of(pool).requireUsable(pool);
    }

    @Override
    public String identity(PoolDefinition pool) {
        return of(pool).identity(pool);
    }

    @Override
    public Space space(PoolDefinition pool) {
        return of(pool).space(pool);
    }

    @Override
    public List<FoundVolume> scan(PoolDefinition pool) {
        return of(pool).scan(pool);
    }

    @Override
    public List<VolumeName> names(PoolDefinition pool) {
        return of(pool).names(pool);
    }

    @Override
    public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        if (volume.text().equals("bad")) {
            throw new org.jobledger.storage.BackendException("volume 'bad': Input/output error");
        }
        return of(pool).find(pool, volume);
    }

    @Override
    public boolean taken(PoolDefinition pool, VolumeName volume) {
        return of(pool).taken(pool, volume);
    }

    @Override
    public void requireVolume(PoolDefinition pool, VolumeName volume) {
        of(pool).requireVolume(pool, volume);
    }

    @Override
    public Path path(PoolDefinition pool, VolumeName volume) {
        return of(pool).path(pool, volume);
    }

    @Override
    public VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        return of(pool).create(pool, volume, mode);
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return of(pool).open(pool, volume);
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return of(pool).openToRead(pool, volume);
    }

    @Override
    public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {
        of(pool).requireUnused(pool, volume, use);
    }

    @Override
    public void delete(PoolDefinition pool, VolumeName volume) {
        of(pool).delete(pool, volume);
    }

    @Override
    public void force(PoolDefinition pool) {
        of(pool).force(pool);
    }
}

package org.jobledger.storage.runtime;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.PassingBackend;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.dir.DirBackend;

/** A backend whose pool "slow" does not answer, once told so, until it is released; and whose entry "bad" cannot be looked at. */
final class SlowBackend implements PassingBackend {
    private final DirBackend real = new DirBackend();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean hangs;

    void hang() {
        hangs = true;
    }

    void release() {
        released.countDown();
    }

    @Override
    public StorageBackend of(PoolDefinition pool) {
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
    public Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        if (volume.text().equals("bad")) {
            throw new org.jobledger.storage.BackendException("volume 'bad': Input/output error");
        }
        return of(pool).find(pool, volume);
    }
}

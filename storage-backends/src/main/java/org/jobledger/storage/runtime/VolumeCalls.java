package org.jobledger.storage.runtime;

import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.StorageBackend.Use;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.job.AllocateHandler;
import org.jobledger.storage.job.DeleteHandler;
import org.jobledger.storage.job.Layout;
import org.jobledger.storage.job.NewSize;
import org.jobledger.storage.job.ResizeHandler;
import org.jobledger.storage.job.Target;
import org.jobledger.storage.job.WipeHandler;
import org.jobledger.storage.runtime.StorageCall.Role;

/** The calls that change volumes: each looks whether it makes sense, then becomes a job. The handler looks again when it has the volume. */
final class VolumeCalls {
    private final Storage storage;
    private final Caller caller;

    VolumeCalls(Storage storage, Caller caller) {
        this.storage = storage;
        this.caller = caller;
    }

    Job create(VolumeRequest wanted) {
        Target target = new Target(wanted.pool(), wanted.name());
        return new Submission(storage, caller, StorageCall.CREATE)
                .on(Role.VOLUME, target, (pool, made) -> {
                    storage.requireNew(pool, made);
                    requireSpace(pool, wanted);
                })
                .submit(AllocateHandler.parameters(target, wanted.capacity(), wanted.allocation(), wanted.mode()));
    }

    private void requireSpace(PoolRecord pool, VolumeRequest wanted) {
        Space space = storage.backend(pool).space(pool.definition());
        if (wanted.allocation() > space.available() || wanted.capacity() > space.capacity()) {
            throw new NotEnoughSpaceException("volume '" + wanted.name() + "' of " + wanted.capacity() + " bytes ("
                    + wanted.allocation() + " allocated) does not fit in pool '" + wanted.pool() + "': "
                    + space.available() + " of " + space.capacity() + " bytes are free");
        }
    }

    Job wipe(Target target, WipeAlgorithm algorithm) {
        return new Submission(storage, caller, StorageCall.WIPE)
                .on(Role.VOLUME, target, this::requireChangeable)
                .submit(WipeHandler.parameters(target, algorithm));
    }

    private void requireChangeable(PoolRecord pool, Target target) {
        StorageBackend backend = storage.backend(pool);
        backend.requireVolume(pool.definition(), target.volume());
        backend.requireUnused(pool.definition(), target.volume(), Use.CHANGE);
    }

    Job delete(Target target, Set<DeleteOption> options) {
        return new Submission(storage, caller, StorageCall.DELETE)
                .on(Role.VOLUME, target, (pool, volume) -> {
                    StorageBackend backend = storage.backend(pool);
                    if (!storage.exists(pool, volume)) {
                        throw new NoSuchVolumeException(
                                "pool '" + volume.pool() + "' has no volume '" + volume.volume() + "'");
                    } else if (options.contains(DeleteOption.ZEROED)
                            && backend.taken(pool.definition(), volume.volume())) {
                        backend.requireVolume(pool.definition(), volume.volume());
                    }
                    backend.requireUnused(pool.definition(), volume.volume(), Use.CHANGE);
                })
                .submit(DeleteHandler.parameters(target, options));
    }

    Job resize(Target target, long asked, Set<ResizeOption> options) {
        return new Submission(storage, caller, StorageCall.RESIZE)
                .on(Role.VOLUME, target, (pool, volume) -> {
                    requireChangeable(pool, volume);
                    StorageBackend backend = storage.backend(pool);
                    backend.find(pool.definition(), volume.volume()).ifPresent(now -> {
                        Layout.of(
                                        storage.definitions()
                                                .find(volume.pool(), volume.volume())
                                                .orElse(null),
                                        now)
                                .requireRaw(volume, "resized");
                        NewSize.of(volume.volume(), now, asked, options, backend.space(pool.definition()));
                    });
                })
                .submit(ResizeHandler.parameters(target, asked, options));
    }
}

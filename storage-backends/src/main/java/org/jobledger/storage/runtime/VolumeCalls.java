package org.jobledger.storage.runtime;

import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Ability;
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
                    StorageBackend backend = storage.backend(pool);
                    backend.requireAble(pool.definition(), Ability.CREATE_VOLUME);
                    storage.requireNew(pool, made);
                    backend.requireRoom(pool.definition(), made.volume(), wanted.capacity(), wanted.allocation());
                })
                .submit(AllocateHandler.parameters(target, wanted.capacity(), wanted.allocation(), wanted.mode()));
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
                    backend.requireAble(pool.definition(), Ability.DELETE_VOLUME);
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
                    StorageBackend backend = storage.backend(pool);
                    backend.requireAble(pool.definition(), Ability.RESIZE_VOLUME);
                    requireChangeable(pool, volume);
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

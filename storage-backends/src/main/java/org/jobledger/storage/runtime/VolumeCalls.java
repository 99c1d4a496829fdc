package org.jobledger.storage.runtime;

import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.AllocateHandler;
import org.jobledger.storage.job.DeleteHandler;
import org.jobledger.storage.job.NewSize;
import org.jobledger.storage.job.ResizeHandler;
import org.jobledger.storage.job.Target;
import org.jobledger.storage.job.WipeHandler;

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
        Document parameters = AllocateHandler.parameters(target, wanted.capacity(), wanted.allocation());
        return submit(LedgerOperations.ALLOCATE, "createVolume", target, parameters, pool -> {
            if (exists(pool, target)) {
                throw new VolumeExistsException(
                        "volume '" + wanted.name() + "' exists already in pool '" + wanted.pool() + "'");
            }
            requireSpace(pool, wanted);
        });
    }

    private void requireSpace(PoolRecord pool, VolumeRequest wanted) {
        Space space = storage.backend(pool).space(pool.definition());
        if (wanted.allocation() > space.available() || wanted.capacity() > space.capacity()) {
            throw new NotEnoughSpaceException("volume '" + wanted.name() + "' of " + wanted.capacity() + " bytes ("
                    + wanted.allocation() + " allocated) does not fit in pool '" + wanted.pool() + "': "
                    + space.available() + " of " + space.capacity() + " bytes are free");
        }
    }

    Job wipe(PoolName pool, VolumeName volume, WipeAlgorithm algorithm) {
        Target target = new Target(pool, volume);
        return submit(
                LedgerOperations.WIPE,
                "wipeVolume",
                target,
                WipeHandler.parameters(target, algorithm),
                record -> storage.backend(record).requireVolume(record.definition(), volume));
    }

    Job delete(PoolName pool, VolumeName volume) {
        Target target = new Target(pool, volume);
        return submit(LedgerOperations.DELETE, "deleteVolume", target, DeleteHandler.parameters(target), record -> {
            if (!exists(record, target)) {
                throw new NoSuchVolumeException("pool '" + pool + "' has no volume '" + volume + "'");
            }
        });
    }

    Job resize(Target target, long asked, Set<ResizeOption> options) {
        Document parameters = ResizeHandler.parameters(target, asked, options);
        return submit(LedgerOperations.RESIZE, "resizeVolume", target, parameters, pool -> {
            StorageBackend backend = storage.backend(pool);
            backend.requireVolume(pool.definition(), target.volume());
            backend.find(pool.definition(), target.volume())
                    .ifPresent(
                            now -> NewSize.of(target.volume(), now, asked, options, backend.space(pool.definition())));
        });
    }

    private boolean exists(PoolRecord pool, Target target) {
        return storage.backend(pool).taken(pool.definition(), target.volume())
                || storage.definitions().find(target.pool(), target.volume()).isPresent();
    }

    private Job submit(String operation, String api, Target target, Document parameters, Check check) {
        ResourceRef volume = StorageRefs.of(target.pool(), target.volume());
        storage.admission().lock();
        try {
            PoolRecord pool = storage.activePool(target.pool());
            storage.backend(pool).requireUsable(pool.definition());
            if (storage.engine().holder(volume).isEmpty()) {
                check.on(pool);
            }
            return storage.engine()
                    .submit(JobRequest.of(operation)
                            .on(volume)
                            .with(parameters)
                            .by(caller.principal(), api)
                            .waiting(caller.patience()));
        } catch (ResourceBusyException e) {
            throw busy(target.volume(), volume, e);
        } finally {
            storage.admission().unlock();
        }
    }

    private VolumeBusyException busy(VolumeName name, ResourceRef volume, ResourceBusyException refusal) {
        String text = storage.engine()
                .holder(volume)
                .map(holder -> text(name, holder))
                .orElse("volume '" + name + "' is still in use.");
        return new VolumeBusyException(text, refusal);
    }

    private static String text(VolumeName name, JobInfo holder) {
        boolean made = holder.operation().equals(LedgerOperations.ALLOCATE);
        return "volume '" + name + "' is " + (made ? "being allocated." : "still in use.") + " Held by job "
                + holder.id() + " (" + holder.operation() + ") since " + holder.createdAt();
    }

    /** What must be so for a call to make sense; not asked of a volume that a job is changing. */
    @FunctionalInterface
    private interface Check {
        void on(PoolRecord pool);
    }
}

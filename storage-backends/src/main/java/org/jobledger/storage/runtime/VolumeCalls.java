package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.StorageBackend.Use;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.job.AllocateHandler;
import org.jobledger.storage.job.Changes;
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

    Job create(VolumeRequest asked) {
        Target target = new Target(asked.pool(), asked.name());
        List<Target> backing = backing(asked);
        VolumeRequest wanted = backing.isEmpty() ? asked : backed(asked, backing.get(0));
        storage.secrets()
                .requireKnown(
                        caller.secrets(),
                        wanted.format().encryption(),
                        path(target).toString());
        return new Submission(storage, caller, StorageCall.CREATE)
                .on(Role.VOLUME, target, (pool, made) -> {
                    StorageBackend backend = storage.backend(pool);
                    backend.requireAble(pool.definition(), Ability.CREATE_VOLUME);
                    storage.requireNew(pool, made);
                    requireMakeable(storage, pool, wanted.format());
                    requireSpace(pool, wanted);
                })
                .beside(backing)
                .submit(wanted.format().encryption(), secrets -> AllocateHandler.parameters(wanted, secrets));
    }

    private Path path(Target target) {
        PoolRecord pool = storage.activePool(target.pool());
        return storage.backend(pool).path(pool.definition(), target.volume());
    }

    private List<Target> backing(VolumeRequest asked) {
        VolumeFormat.Backing backing = asked.format().backing();
        return backing == null
                ? List.of()
                : List.of(storage.at(backing.path())
                        .orElseThrow(() -> new InvalidValueException("backing store '"
                                + Shown.of(backing.path().toString()) + "' of volume '" + asked.name()
                                + "' is no volume of a started pool")));
    }

    /** What the driver knows of the backing store, the caller need not say. */
    private VolumeRequest backed(VolumeRequest asked, Target backing) {
        PoolRecord pool = storage.activePool(backing.pool());
        storage.backend(pool).requireVolume(pool.definition(), backing.volume());
        Layout layout = storage.layout(backing)
                .orElseThrow(() -> new NoSuchVolumeException(
                        "pool '" + backing.pool() + "' has no volume '" + backing.volume() + "'"));
        VolumeFormat.Backing said = asked.format().backing();
        String format = said == null || said.format() == null ? layout.format().name() : said.format();
        if (!format.equals(layout.format().name())) {
            throw new InvalidValueException(
                    "backing store of volume '" + asked.name() + "' is said to be of format '" + Shown.of(format)
                            + "'; " + backing + " is " + layout.format().name());
        }
        return new VolumeRequest(
                asked.pool(),
                asked.name(),
                asked.capacity() == 0 ? layout.capacity() : asked.capacity(),
                asked.allocation(),
                asked.permissions(),
                asked.format().backedBy(new VolumeFormat.Backing(path(backing), format)));
    }

    static void requireMakeable(Storage storage, PoolRecord pool, VolumeFormat format) {
        if (format.partition().isPresent()) {
            requirePartitions(pool, format);
            return;
        } else if (format.raw()) {
            return;
        } else if (!storage.backend(pool).holdsImages()) {
            throw new UnsupportedStorageException("pool '" + pool.definition().name() + "' of type '"
                    + pool.definition().type().word() + "' has raw volumes only, not " + format.name());
        }
        requireQemuImg(format);
    }

    private static void requirePartitions(PoolRecord pool, VolumeFormat format) {
        if (pool.definition().type() != PoolType.DISK) {
            throw new UnsupportedStorageException("volumes of format '" + format.name() + "' are partitions; pool '"
                    + pool.definition().name() + "' of type '"
                    + pool.definition().type().word() + "' has none");
        }
    }

    static void requireQemuImg(VolumeFormat format) {
        if (!QemuImg.installed()) {
            throw new UnsupportedStorageException("volumes of format '" + format.name()
                    + "' are made by qemu-img, which is not installed (package qemu-utils)");
        }
    }

    private void requireSpace(PoolRecord pool, VolumeRequest wanted) {
        if (wanted.capacity() == 0 && pool.definition().type().volumes() == VolumeKind.BLOCK) {
            throw new InvalidValueException(
                    "capacity of volume '" + wanted.name() + "' is 0: a device has at least 1 byte");
        }
        PartitionType partition = wanted.format().partition().orElse(null);
        if (partition != null) {
            storage.backend(pool).requireRoom(pool.definition(), wanted.name(), wanted.capacity(), partition);
            return;
        }
        if (wanted.format().raw()) {
            storage.backend(pool).requireRoom(pool.definition(), wanted.name(), wanted.capacity(), wanted.allocation());
            return;
        }
        Space space = storage.backend(pool).space(pool.definition());
        boolean full = wanted.format().preallocated() && wanted.allocation() >= wanted.capacity();
        boolean thin = !wanted.format().name().equals("luks") && !full;
        long needed = thin ? 0 : wanted.allocation();
        if (needed > space.available()) {
            throw new NotEnoughSpaceException("volume '" + wanted.name() + "' of " + wanted.capacity() + " bytes ("
                    + needed + " allocated) does not fit in pool '" + wanted.pool() + "': "
                    + space.available() + " of " + space.capacity() + " bytes are free");
        }
    }

    Job wipe(Target target, WipeAlgorithm algorithm) {
        return new Submission(storage, caller, StorageCall.WIPE)
                .on(Role.VOLUME, target, (pool, volume) -> {
                    storage.backend(pool).requireAble(pool.definition(), Ability.CONTENTS);
                    requireChangeable(pool, volume);
                    requireNoChanges(volume);
                    storage.backend(pool).requireErasable(pool.definition(), volume.volume());
                })
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
                    }
                    boolean snapshots = options.contains(DeleteOption.SNAPSHOTS);
                    if (snapshots) {
                        backend.requireAble(pool.definition(), Ability.SNAPSHOTS);
                    }
                    if (options.contains(DeleteOption.ZEROED)) {
                        backend.requireAble(pool.definition(), Ability.CONTENTS);
                    }
                    if (options.contains(DeleteOption.ZEROED)
                            && !snapshots
                            && backend.taken(pool.definition(), volume.volume())) {
                        backend.requireVolume(pool.definition(), volume.volume());
                        backend.requireErasable(pool.definition(), volume.volume());
                    }
                    backend.requireUnused(pool.definition(), volume.volume(), Use.CHANGE);
                    backend.requireRemovable(pool.definition(), volume.volume());
                    requireNoChanges(volume);
                })
                .submit(DeleteHandler.parameters(target, options));
    }

    private void requireNoChanges(Target volume) {
        new Changes(storage.definitions(), storage.backends()).requireNone(volume);
    }

    Job resize(Target target, long asked, Set<ResizeOption> options) {
        VolumeEncryption encryption = storage.layout(target)
                .map(Layout::format)
                .filter(format -> !format.raw() && !format.name().equals("luks"))
                .map(VolumeFormat::encryption)
                .orElse(null);
        storage.secrets()
                .requireKnown(caller.secrets(), encryption, path(target).toString());
        return new Submission(storage, caller, StorageCall.RESIZE)
                .on(Role.VOLUME, target, (pool, volume) -> {
                    StorageBackend backend = storage.backend(pool);
                    backend.requireAble(pool.definition(), Ability.RESIZE_VOLUME);
                    requireChangeable(pool, volume);
                    backend.find(pool.definition(), volume.volume()).ifPresent(now -> {
                        Layout layout = storage.layout(volume).orElseThrow();
                        requireResizable(volume, layout.format());
                        NewSize size = NewSize.of(
                                volume.volume(),
                                layout.seenByGuest(now),
                                asked,
                                options,
                                backend.space(pool.definition()));
                        if (size.capacity() < layout.capacity()) {
                            requireNoChanges(volume);
                        }
                    });
                })
                .submit(encryption, secrets -> ResizeHandler.parameters(target, asked, options, secrets));
    }

    private static void requireResizable(Target volume, VolumeFormat format) {
        if (format.raw() || format.name().equals("luks")) {
            return;
        } else if (!ImageFormat.resizable(format.name())) {
            throw new UnsupportedStorageException(
                    volume + " is laid out as " + format.name() + ", whose size cannot be changed");
        }
        requireQemuImg(format);
    }
}

package org.jobledger.storage.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jobledger.engine.Job;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeIncompleteException;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.StorageBackend.Use;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.job.BackingChain;
import org.jobledger.storage.job.Changes;
import org.jobledger.storage.job.CloneHandler;
import org.jobledger.storage.job.CopyPlan;
import org.jobledger.storage.job.DownloadStream;
import org.jobledger.storage.job.Layout;
import org.jobledger.storage.job.Pipe;
import org.jobledger.storage.job.StreamParameters;
import org.jobledger.storage.job.Target;
import org.jobledger.storage.job.UploadStream;
import org.jobledger.storage.runtime.StorageCall.Role;

/** The calls that bring bytes from one place to another: from volume to volume, in, and out. */
final class CopyCalls {
    private final Storage storage;
    private final Caller caller;

    CopyCalls(Storage storage, Caller caller) {
        this.storage = storage;
        this.caller = caller;
    }

    Job clone(CloneRequest request) {
        Target source = new Target(request.sourcePool(), request.source());
        Target copy = new Target(request.pool(), request.name());
        Optional<Layout> layout = storage.layout(source);
        Optional<CopyPlan> plan = layout.map(known -> CopyPlan.of(source, known, request.format(), request.capacity()));
        boolean converts = plan.filter(CopyPlan::converts).isPresent();
        if (converts) {
            requireConvertible(source);
            requireConvertible(copy);
            requireSecrets(source, layout.get().format(), copy, plan.get().format());
        }
        return new Submission(storage, caller, StorageCall.CLONE)
                .on(Role.SOURCE, source, this::requireReadable)
                .on(Role.VOLUME, copy, (pool, target) -> {
                    storage.backend(pool).requireAble(pool.definition(), Ability.CREATE_VOLUME);
                    storage.backend(pool).requireAble(pool.definition(), Ability.CONTENTS);
                    storage.requireNew(pool, target);
                    Optional.ofNullable(request.format())
                            .or(() -> plan.map(CopyPlan::format))
                            .ifPresent(format -> VolumeCalls.requireMakeable(storage, pool, format));
                    plan.filter(CopyPlan::converts).ifPresent(known -> VolumeCalls.requireQemuImg(known.format()));
                    requireFits(pool, request, source, converts);
                })
                .beside(converts ? chain(source, layout.get()) : List.of())
                .submit(converts, secrets -> CloneHandler.parameters(request, secrets));
    }

    private void requireConvertible(Target target) {
        PoolRecord pool = storage.activePool(target.pool());
        storage.backend(pool).requireAble(pool.definition(), Ability.CONVERT);
    }

    /** The volumes that a conversion reads through its source. */
    private List<Target> chain(Target source, Layout layout) {
        return new BackingChain(storage.definitions(), storage.backends())
                .of(source, layout.format().name());
    }

    private void requireSecrets(Target source, VolumeFormat from, Target copy, VolumeFormat to) {
        storage.secrets().requireKnown(caller.secrets(), from.encryption(), path(source));
        storage.secrets().requireKnown(caller.secrets(), to.encryption(), path(copy));
    }

    private String path(Target target) {
        PoolRecord pool = storage.activePool(target.pool());
        return storage.backend(pool).path(pool.definition(), target.volume()).toString();
    }

    private void requireReadable(PoolRecord pool, Target target) {
        StorageBackend backend = storage.backend(pool);
        backend.requireAble(pool.definition(), Ability.CONTENTS);
        backend.requireVolume(pool.definition(), target.volume());
        storage.definitions()
                .find(target.pool(), target.volume())
                .filter(record -> record.condition() == Condition.INCOMPLETE)
                .ifPresent(record -> {
                    throw new VolumeIncompleteException(
                            target + " is not whole: its making by job " + record.jobId() + " ended early");
                });
        backend.requireUnused(pool.definition(), target.volume(), Use.READ);
    }

    private void requireFits(PoolRecord pool, CloneRequest request, Target source, boolean converts) {
        PoolRecord from = storage.activePool(source.pool());
        FoundVolume found =
                storage.backend(from).find(from.definition(), source.volume()).orElse(null);
        if (found == null) {
            // A job is making it; the handler looks again when it has it.
            return;
        }
        if (pool.definition().type().volumes() != VolumeKind.FILE) {
            long size = storage.layout(source).map(Layout::capacity).orElse(found.size());
            storage.backend(pool)
                    .requireRoom(
                            pool.definition(),
                            request.name(),
                            Math.max(request.capacity(), size),
                            request.allocation());
            return;
        }
        Space space = storage.backend(pool).space(pool.definition());
        boolean all = request.reflink() == Reflink.NEVER && !converts;
        long needed = Math.max(request.allocation(), all ? found.allocation() : 0);
        if (needed > space.available()) {
            throw new NotEnoughSpaceException("a copy of " + source + " of " + found.size() + " bytes (" + needed
                    + " allocated) does not fit in pool '" + request.pool() + "': " + space.available() + " of "
                    + space.capacity() + " bytes are free");
        }
    }

    VolumeUpload upload(StreamRequest request) {
        return stream(
                StorageCall.UPLOAD,
                request,
                this::requireChangeable,
                (job, pipe) -> new UploadStream(job, storage.streams(), pipe, request));
    }

    private void requireChangeable(PoolRecord pool, Target target) {
        StorageBackend backend = storage.backend(pool);
        backend.requireAble(pool.definition(), Ability.CONTENTS);
        backend.requireVolume(pool.definition(), target.volume());
        backend.requireUnused(pool.definition(), target.volume(), Use.CHANGE);
        new Changes(storage.definitions(), storage.backends()).requireNone(target);
    }

    VolumeDownload download(StreamRequest request) {
        return stream(
                StorageCall.DOWNLOAD,
                request,
                this::requireReadable,
                (job, pipe) -> new DownloadStream(job, storage.streams(), pipe, caller.principal()));
    }

    private <T> T stream(
            StorageCall call, StreamRequest request, Submission.Check check, BiFunction<Job, Pipe, T> stream) {
        Submission submission = new Submission(storage, caller, call)
                .on(Role.VOLUME, new Target(request.pool(), request.volume()), (pool, target) -> {
                    check.on(pool, target);
                    requireInside(call, pool, target, request);
                });
        Pipe pipe = storage.streams().open();
        try {
            return stream.apply(submission.submit(StreamParameters.of(request, pipe)), pipe);
        } catch (RuntimeException e) {
            storage.streams().forget(pipe);
            throw e;
        }
    }

    private void requireInside(StorageCall call, PoolRecord pool, Target target, StreamRequest request) {
        storage.backend(pool)
                .find(pool.definition(), target.volume())
                .ifPresent(found -> StreamParameters.requireInside(
                        request,
                        call == StorageCall.UPLOAD ? Layout.room(storage.layout(target), found.size()) : found.size()));
    }
}

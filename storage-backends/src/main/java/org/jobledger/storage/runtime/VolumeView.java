package org.jobledger.storage.runtime;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions.NamedVolume;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.ImageHeader;
import org.jobledger.storage.job.Layout;

/** Volumes as three see them together: the disk, the ledger, and the jobs that run now. Takes no job and waits for nobody. */
final class VolumeView {
    private final Storage storage;

    VolumeView(Storage storage) {
        this.storage = storage;
    }

    List<VolumeInfo> all(PoolName name) {
        PoolRecord pool = storage.activePool(name);
        Holders holders = Holders.in(storage.engine());
        TreeSet<String> names = new TreeSet<>();
        storage.definitions().volumes(name).stream()
                .map(NamedVolume::name)
                .map(VolumeName::text)
                .forEach(names::add);
        Map<String, FoundVolume> found = storage.backend(pool).scan(pool.definition()).stream()
                .collect(Collectors.toMap(FoundVolume::name, Function.identity(), (first, second) -> first));
        names.addAll(found.keySet());
        return names.stream()
                .map(VolumeName::new)
                .map(volume -> look(pool, volume, Optional.ofNullable(found.get(volume.text())), holders))
                .flatMap(Optional::stream)
                .toList();
    }

    VolumeInfo one(PoolName name, VolumeName volume) {
        PoolRecord pool = storage.activePool(name);
        StorageBackend backend = storage.backend(pool);
        Optional<VolumeInfo> found =
                look(pool, volume, backend.find(pool.definition(), volume), Holders.in(storage.engine()));
        if (found.isEmpty() && backend.taken(pool.definition(), volume)) {
            // Something is there, and no volume: that is another story than nothing.
            backend.requireVolume(pool.definition(), volume);
        }
        return found.orElseThrow(() -> new NoSuchVolumeException("pool '" + name + "' has no volume '" + volume + "'"));
    }

    private Optional<VolumeInfo> look(PoolRecord pool, VolumeName volume, Optional<FoundVolume> file, Holders holders) {
        PoolName name = pool.definition().name();
        Optional<VolumeRecord> record = storage.definitions().find(name, volume);
        if (record.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        Optional<JobInfo> job = holders.of(StorageRefs.of(name, volume));
        Optional<Layout> layout = file.map(found -> Layout.of(record.orElse(null), found));
        VolumeState state = job.map(VolumeView::during).orElseGet(() -> atRest(record, file));
        return Optional.of(new VolumeInfo(
                name.text(),
                volume.text(),
                storage.backend(pool).path(pool.definition(), volume),
                shown(record, layout, file.filter(found -> mayBeDisc(pool, job.isPresent()))),
                capacity(record, layout),
                file.map(FoundVolume::allocation).orElse(0L),
                file.map(FoundVolume::size).orElse(0L),
                state,
                note(state, job, record),
                job.map(JobInfo::id).orElse(0L),
                record.isPresent()));
    }

    /** Of a raw file that no job has, libvirt says, too, that it is the image of a disc; its bytes are used as raw ones all the same. */
    private static VolumeFormat shown(
            Optional<VolumeRecord> record, Optional<Layout> layout, Optional<FoundVolume> maybeDisc) {
        VolumeFormat format = layout.map(Layout::format)
                .or(() -> record.map(VolumeRecord::layout))
                .orElse(VolumeFormat.RAW);
        boolean disc = format.equals(VolumeFormat.RAW)
                && maybeDisc.filter(VolumeView::isDisc).isPresent();
        return disc ? VolumeFormat.ISO : format;
    }

    /** A device is not opened to see what is on it. */
    private static boolean mayBeDisc(PoolRecord pool, boolean held) {
        return !held && pool.definition().type().volumes() == VolumeKind.FILE;
    }

    private static boolean isDisc(FoundVolume file) {
        try {
            return file.path().isAbsolute() && ImageHeader.isDisc(file.path());
        } catch (IOException e) {
            // Gone or not for us to read: then it is what it is said to be.
            return false;
        }
    }

    private static long capacity(Optional<VolumeRecord> record, Optional<Layout> layout) {
        return record.filter(known -> layout.isEmpty() || known.condition() == Condition.INCOMPLETE)
                .map(VolumeRecord::capacity)
                .orElseGet(() -> layout.map(Layout::capacity).orElse(0L));
    }

    private static VolumeState during(JobInfo job) {
        return StorageCall.of(job.operation()).map(StorageCall::meanwhile).orElse(VolumeState.UNDEFINED);
    }

    private static VolumeState atRest(Optional<VolumeRecord> record, Optional<FoundVolume> file) {
        if (file.isEmpty()) {
            return VolumeState.MISSING;
        }
        return record.map(VolumeRecord::condition)
                .map(condition -> switch (condition) {
                    case READY -> VolumeState.HEALTHY;
                    case INCOMPLETE -> VolumeState.BROKEN;
                    case UNDEFINED -> VolumeState.UNDEFINED;
                })
                .orElse(VolumeState.HEALTHY);
    }

    private static String note(VolumeState state, Optional<JobInfo> job, Optional<VolumeRecord> record) {
        if (job.isPresent()) {
            boolean cut = job.get().status() == JobStatus.INTERRUPTED;
            return "job " + job.get().id() + (cut ? " was interrupted and waits for recovery" : " holds it");
        }
        String by = record.map(known -> "job " + known.jobId()).orElse("nobody");
        return switch (state) {
            case BROKEN -> "not whole: its making by " + by + " ended early";
            case UNDEFINED -> "contents undefined since " + by + ": it ended early, or copied from where another had";
            case MISSING -> "its file is gone";
            default -> record.isPresent() ? "" : "not made here";
        };
    }
}

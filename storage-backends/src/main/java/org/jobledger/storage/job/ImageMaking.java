package org.jobledger.storage.job;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.FormatFields;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.io.QemuSecrets;
import org.jobledger.storage.io.VolumeFile;

/**
 * Makes a volume of a format that qemu-img makes. The file is made here, with its owner and mode, and qemu-img writes into that very
 * file; after a crash what is left of qemu-img is killed and it begins again. For the thread of the job.
 */
final class ImageMaking {
    private final JobContext job;
    private final Place place;
    private final HeldSecrets secrets;
    private final VolumeFormat format;
    private final long capacity;
    private final long allocation;
    private final long stepBytes;

    ImageMaking(JobContext job, Place place, HeldSecrets secrets, long stepBytes) {
        this.job = job;
        this.place = place;
        this.secrets = secrets;
        this.format = FormatFields.read(job.parameters());
        this.capacity = job.parameters().integer("capacity");
        this.allocation = job.parameters().integer("allocation");
        this.stepBytes = stepBytes;
    }

    Document run() throws IOException, InterruptedException {
        ChildMark.killLeftover(job.checkpoint());
        NewFile made = new NewFile(job, place);
        long total = plain() || full() ? allocation : 0;
        // While a key is derived nothing moves, and nothing has stalled: the bytes come after that.
        job.progress().total(plain() && job.attempt() == 1 ? 0 : total, "bytes");
        VolumeRecord record = made.record(new Layout(format, capacity));
        if (record.condition() != Condition.READY) {
            try (VolumeFile file = made.open(record, Modes.of(job.parameters()))) {
                make(file);
                fill(file);
                job.checkAbort();
                file.force();
                NewFile.requireThere(file);
                made.complete(Condition.READY, layout());
            }
        }
        job.progress().total(total, "bytes");
        job.progress().advance(total - job.progress().processed());
        return Document.of(
                "path",
                place.path(),
                "capacity",
                layout().capacity(),
                "allocation",
                allocation,
                "format",
                format.name());
    }

    private boolean plain() {
        return format.name().equals("luks");
    }

    /** Whether all of the data gets its place. */
    private boolean full() {
        return format.preallocated() && allocation >= capacity;
    }

    private void make(VolumeFile file) throws IOException, InterruptedException {
        VolumeFormat.Backing backing = format.backing();
        VolumeEncryption encryption = format.encryption();
        QemuSecrets keys = encryption == null
                ? QemuSecrets.NONE
                : QemuSecrets.of(List.of(secrets.require(job.parameters(), encryption, place.path())));
        try {
            QemuImg.Image image = new QemuImg.Image(
                    place.childPath(file, format),
                    format.name(),
                    capacity,
                    backing == null ? null : new QemuImg.Backing(backing.path(), String.valueOf(backing.format())),
                    ImageOptions.of(format, capacity, allocation),
                    encryption == null ? null : QemuSecrets.name(0));
            new ImageTool(job)
                    .run(
                            QemuImg.create(image, keys),
                            keys,
                            Document.empty(),
                            List.of(),
                            full() ? this::taken : ImageMaking::none);
        } finally {
            keys.forget();
        }
    }

    /** It is there, or it is not. */
    private static long none(double percent) {
        return 0;
    }

    /** It does not say how far it is with this, but the file does. */
    private long taken(double percent) {
        return percent >= 100
                ? allocation
                : Math.min(
                        allocation, place.found().map(FoundVolume::allocation).orElse(0L));
    }

    private void fill(VolumeFile file) throws IOException {
        if (plain()) {
            job.progress().total(allocation, "bytes");
            long before = layout().header(file.size());
            new RangeAllocator(job, file, stepBytes).allocate(before, before + allocation, (at, bytes) -> {});
        }
    }

    private Layout layout() {
        VolumeRecord asked = new VolumeRecord(format, capacity, Condition.READY, job.jobId(), "");
        return place.found().map(found -> Layout.of(asked, found)).orElse(new Layout(format, capacity));
    }
}

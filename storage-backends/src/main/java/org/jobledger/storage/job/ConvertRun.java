package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.ConversionInterruptedException;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.VolumeChangedException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.io.QemuSecrets;
import org.jobledger.storage.io.VolumeFile;

/**
 * A copy that qemu-img makes, into a file that was made here. It cannot be continued after a crash: then what is left of it is killed and
 * the copy is removed. For the thread of the job.
 */
final class ConvertRun {
    private final JobContext job;
    private final Place from;
    private final NewFile made;
    private final HeldSecrets secrets;
    private final Layout source;
    private final CopyPlan plan;
    private final long allocation;

    ConvertRun(JobContext job, Place from, Place to, HeldSecrets secrets, Layout source, CopyPlan plan) {
        this.job = job;
        this.from = from;
        this.made = new NewFile(job, to);
        this.secrets = secrets;
        this.source = source;
        this.plan = plan;
        this.allocation = plain() ? job.parameters().integer("allocation") : 0;
    }

    private boolean plain() {
        return plan.format().raw() || plan.format().name().equals("luks");
    }

    /** Converts, unless an earlier attempt has; what stands in the source must be whole. */
    Document run(VolumeFile file, Condition condition) throws IOException, InterruptedException {
        long total = Math.addExact(source.capacity(), allocation);
        // While a key is derived nothing moves, and nothing has stalled: the bytes come after that.
        job.progress().total(plan.format().encryption() == null || job.attempt() > 1 ? total : 0, "bytes");
        VolumeRecord record = made.record(new Layout(plan.format(), plan.capacity()));
        if (record.condition() == Condition.INCOMPLETE) {
            if (ChildMark.in(job.checkpoint())) {
                throw new ConversionInterruptedException("the conversion of " + from.target() + " to "
                        + made.place().target() + " was cut off and cannot be continued");
            }
            String version = file.version();
            try (VolumeFile target = made.open(record, Modes.of(job.parameters()))) {
                convert(file, target);
                grow(target);
                allocate(target);
                job.checkAbort();
                target.force();
                if (!file.version().equals(version)) {
                    throw new VolumeChangedException(from.target() + " has changed since its copying began: it is "
                            + file.version() + ", not " + version);
                }
                NewFile.requireThere(target);
                made.complete(condition, now());
            }
        }
        job.progress().total(total, "bytes");
        job.progress().advance(total - job.progress().processed());
        return Document.of(
                "path", made.place().path(),
                "source", from.path(),
                "capacity", now().capacity(),
                "sharing", false,
                "format", plan.format().name());
    }

    private void convert(VolumeFile file, VolumeFile target) throws IOException, InterruptedException {
        job.phase(1, allocation > 0 ? 2 : 1, "convert");
        List<byte[]> keys = new ArrayList<>();
        String sourceSecret = secret(keys, source.format().encryption(), from);
        String targetSecret = secret(keys, plan.format().encryption(), made.place());
        QemuSecrets known = QemuSecrets.of(keys);
        try {
            VolumeFormat.Backing backing = plan.format().backing();
            QemuImg.Image image = new QemuImg.Image(
                    made.place().childPath(target, plan.format()),
                    plan.format().name(),
                    madeFirst() ? plan.capacity() : source.capacity(),
                    backing == null ? null : new QemuImg.Backing(backing.path(), String.valueOf(backing.format())),
                    ImageOptions.of(
                            plan.format(), plan.capacity(), job.parameters().integer("allocation")),
                    targetSecret);
            QemuImg.Source read = new QemuImg.Source(
                    from.childPath(file, source.format()), source.format().name(), sourceSecret);
            ImageTool tool = new ImageTool(job);
            if (madeFirst()) {
                tool.run(QemuImg.create(image, known), known, Document.empty(), List.of(), percent -> 0);
            }
            tool.run(
                    madeFirst()
                            ? QemuImg.convertInto(read, image, target.pastCache(), known)
                            : QemuImg.convert(read, image, target.pastCache(), known),
                    known,
                    Document.empty(),
                    List.of(),
                    this::converted);
        } finally {
            known.forget();
        }
    }

    private long converted(double percent) {
        if (percent > 0) {
            job.progress().total(source.capacity() + allocation, "bytes");
        }
        return ImageTool.partOf(source.capacity()).applyAsLong(percent);
    }

    /** Whether the copy is made in its size before it is written: it is larger, and its format cannot be resized. */
    private boolean madeFirst() {
        return plan.capacity() > source.capacity()
                && !plain()
                && !ImageFormat.resizable(plan.format().name());
    }

    private @org.jspecify.annotations.Nullable String secret(
            List<byte[]> keys, @org.jspecify.annotations.Nullable VolumeEncryption encryption, Place of) {
        if (encryption == null) {
            return null;
        }
        keys.add(secrets.require(job.parameters(), encryption, of.path()));
        return QemuSecrets.name(keys.size() - 1);
    }

    private void grow(VolumeFile target) throws IOException, InterruptedException {
        if (plan.capacity() == source.capacity() || madeFirst()) {
            return;
        } else if (plain()) {
            target.resize(plan.capacity() + now().header(target.size()));
            return;
        }
        List<byte[]> keys = new ArrayList<>();
        String secret = secret(keys, plan.format().encryption(), made.place());
        QemuSecrets known = QemuSecrets.of(keys);
        try {
            QemuImg.Source image = new QemuImg.Source(
                    made.place().childPath(target, plan.format()), plan.format().name(), secret);
            new ImageTool(job)
                    .run(
                            QemuImg.resize(image, plan.capacity(), false, "", known),
                            known,
                            Document.empty(),
                            List.of(),
                            percent -> 0);
        } finally {
            known.forget();
        }
    }

    private void allocate(VolumeFile target) throws IOException {
        if (allocation > 0) {
            job.phase(2, 2, "allocate");
            long before = now().header(target.size());
            new RangeAllocator(job, target, AllocateHandler.USUAL_STEP)
                    .allocate(before, before + allocation, (at, bytes) -> {});
        }
    }

    /** The copy as it is now. */
    private Layout now() {
        VolumeRecord asked = new VolumeRecord(plan.format(), plan.capacity(), Condition.READY, job.jobId(), "");
        return made.place()
                .found()
                .map(found -> Layout.of(asked, found))
                .orElse(new Layout(plan.format(), plan.capacity()));
    }
}

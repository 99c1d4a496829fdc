package org.jobledger.storage.job;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.io.QemuSecrets;
import org.jobledger.storage.io.VolumeFile;

/**
 * Changes the size of an image by qemu-img, to a size that is in the checkpoint; done again after a crash it comes to the same. For the
 * thread of the job.
 *
 * @param job the job
 * @param place where the image is
 * @param secrets where the secret of an encrypted one is found
 * @param layout how it is laid out
 */
record ImageResize(JobContext job, Place place, HeldSecrets secrets, Layout layout) {
    void run(VolumeFile file, NewSize size) throws IOException, InterruptedException {
        Set<ResizeOption> options = ResizeHandler.options(job);
        boolean allocates = options.contains(ResizeOption.ALLOCATE) && size.capacity() > layout.capacity();
        VolumeEncryption encryption = layout.format().encryption();
        QemuSecrets keys = encryption == null
                ? QemuSecrets.NONE
                : QemuSecrets.of(List.of(secrets.require(job.parameters(), encryption, place.path())));
        try {
            QemuImg.Source image = new QemuImg.Source(
                    place.childPath(file, layout.format()),
                    layout.format().name(),
                    encryption == null ? null : QemuSecrets.name(0));
            new ImageTool(job)
                    .run(
                            QemuImg.resize(
                                    image,
                                    size.capacity(),
                                    size.capacity() < layout.capacity(),
                                    allocates ? "falloc" : "",
                                    keys),
                            keys,
                            size.document(),
                            List.of("capacity", "from"),
                            percent -> 0);
        } finally {
            keys.forget();
        }
        place.record().ifPresent(record -> place.record(record.sized(size.capacity())));
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.io.VolumeFile;

/**
 * Changes the size of a volume and gives what is added its place, if asked to (libvirt: virStorageVolResize). The new size is in a
 * checkpoint before anything is changed, so that a change by some bytes is not made twice.
 */
public final class ResizeHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final long stepBytes;

    /** A handler that works on these, allocating in steps of so many bytes. */
    public ResizeHandler(Definitions definitions, Backends backends, long stepBytes) {
        this.definitions = definitions;
        this.backends = backends;
        this.stepBytes = stepBytes;
    }

    /** What a job is told. */
    public static Document parameters(Target target, long asked, Set<ResizeOption> options) {
        return Document.of(
                "pool", target.pool().text(),
                "volume", target.volume().text(),
                "asked", asked,
                "options", options.stream().sorted().map(ResizeOption::name).toList());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        try (VolumeFile file = place.open()) {
            NewSize size = size(job, place);
            job.progress().total(size.capacity() - size.from(), "bytes");
            file.resize(size.capacity());
            // Before what may be stopped: a volume that has its new size is known with it, wherever the rest ends.
            place.record().ifPresent(record -> place.record(record.sized(size.capacity())));
            allocate(job, file, size);
            file.force();
            return Document.of("path", place.path(), "capacity", size.capacity());
        } catch (IOException e) {
            throw place.explain("resize", e);
        }
    }

    private static NewSize size(JobContext job, Place place) throws IOException {
        Optional<NewSize> known = job.checkpoint().map(NewSize::of);
        if (known.isPresent()) {
            return known.get();
        }
        FoundVolume now = place.found().orElseThrow(() -> new NoSuchVolumeException(place.target() + " is gone"));
        Layout.of(place.record().orElse(null), now).requireRaw(place.target(), "resized");
        NewSize size = NewSize.of(
                place.target().volume(), now, job.parameters().integer("asked"), options(job), place.space());
        job.checkAbort();
        job.checkpoint(size.document(), Forcing.NOTHING);
        return size;
    }

    private static Set<ResizeOption> options(JobContext job) {
        Set<ResizeOption> options = EnumSet.noneOf(ResizeOption.class);
        if (job.parameters().value("options") instanceof List<?> names) {
            names.forEach(name -> options.add(ResizeOption.valueOf(String.valueOf(name))));
        }
        return options;
    }

    private void allocate(JobContext job, VolumeFile file, NewSize size) throws IOException {
        for (long at = size.from(); at < size.capacity(); ) {
            long step = Math.min(stepBytes, size.capacity() - at);
            job.pace(step);
            file.allocate(at, step);
            at += step;
            job.progress().advance(step);
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
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
    private final HeldSecrets secrets;
    private final long stepBytes;

    /** A handler that works on these, allocating in steps of so many bytes. */
    public ResizeHandler(Definitions definitions, Backends backends, HeldSecrets secrets, long stepBytes) {
        this.secrets = secrets;
        this.definitions = definitions;
        this.backends = backends;
        this.stepBytes = stepBytes;
    }

    /**
     * What a job is told.
     *
     * @param secrets where it finds the secrets of its caller, see {@link HeldSecrets#hold}; empty where it needs none
     */
    public static Document parameters(Target target, long asked, Set<ResizeOption> options, String secrets) {
        List<Object> fields = new ArrayList<>(List.of(
                "pool",
                target.pool().text(),
                "volume",
                target.volume().text(),
                "asked",
                asked,
                "options",
                options.stream().sorted().map(ResizeOption::name).toList()));
        if (!secrets.isEmpty()) {
            fields.addAll(List.of(HeldSecrets.TOKEN, secrets));
        }
        return Document.of(fields.toArray());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Place place = Place.of(Target.of(job.parameters()), definitions, backends);
        ChildMark.killLeftover(job.checkpoint());
        try (VolumeFile file = place.open()) {
            Layout layout = layout(place);
            NewSize size = size(job, place, layout);
            job.progress().total(layout.plain() ? size.capacity() - size.from() : 0, "bytes");
            if (layout.plain()) {
                resize(job, place, file, size, layout.header(file.size()));
            } else {
                new ImageResize(job, place, secrets, layout).run(file, size);
            }
            file.force();
            NewFile.requireThere(file);
            return Document.of("path", place.path(), "capacity", size.capacity());
        } catch (IOException e) {
            throw place.explain("resize", e);
        } finally {
            secrets.forget(job.parameters());
        }
    }

    private static Layout layout(Place place) {
        FoundVolume now = place.found().orElseThrow(() -> new NoSuchVolumeException(place.target() + " is gone"));
        return Layout.of(place.record().orElse(null), now);
    }

    private NewSize size(JobContext job, Place place, Layout layout) throws IOException {
        Optional<NewSize> known = job.checkpoint().map(NewSize::of);
        if (known.isPresent()) {
            return known.get();
        }
        FoundVolume now = place.found().orElseThrow(() -> new NoSuchVolumeException(place.target() + " is gone"));
        NewSize size = NewSize.of(
                place.target().volume(),
                layout.seenByGuest(now),
                job.parameters().integer("asked"),
                options(job),
                place.space());
        if (size.capacity() < layout.capacity()) {
            // What is cut off may be what they have not changed.
            new Changes(definitions, backends).requireNone(place.target());
        }
        job.checkAbort();
        job.checkpoint(size.document(), Forcing.NOTHING);
        return size;
    }

    static Set<ResizeOption> options(JobContext job) {
        Set<ResizeOption> options = EnumSet.noneOf(ResizeOption.class);
        if (job.parameters().value("options") instanceof List<?> names) {
            names.forEach(name -> options.add(ResizeOption.valueOf(String.valueOf(name))));
        }
        return options;
    }

    private void resize(JobContext job, Place place, VolumeFile file, NewSize size, long header) throws IOException {
        file.resize(size.capacity() + header);
        // Before what may be stopped: a volume that has its new size is known with it, wherever the rest ends.
        place.record().ifPresent(record -> place.record(record.sized(size.capacity())));
        new RangeAllocator(job, file, stepBytes)
                .allocate(size.from() + header, size.capacity() + header, (at, bytes) -> {});
    }

    @Override
    public void undo(JobContext job) throws Exception {
        ChildMark.killLeftover(job.checkpoint());
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.backend.LayeredCopies;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.VolumeFile;

/**
 * A copy that is a layer on a state of its source, see {@link LayeredCopies}. The mark of that state is its checkpoint, durable before
 * anything is made: so a later attempt, or whoever undoes the job, knows what was made by it. For the thread of the job.
 *
 * @param job the job
 * @param from the source
 * @param to the copy
 * @param layers makes it
 */
record LayerRun(JobContext job, Place from, Place to, LayeredCopies layers) {
    private static final String MARK = "mark";

    /** The one for a job, where its copy is to share what it can and such a layer can be made. */
    static Optional<LayerRun> of(JobContext job, Place from, Place to) {
        return CloneHandler.reflink(job) == Reflink.NEVER
                ? Optional.empty()
                : from.layersTo(to).map(layers -> new LayerRun(job, from, to, layers));
    }

    /** Makes it, from wherever an earlier attempt came to. */
    Document run(Condition condition, Layout source, long capacity) throws IOException {
        job.progress().total(source.capacity(), "bytes");
        NewFile made = new NewFile(job, to);
        VolumeRecord record = made.record(source.of(capacity));
        if (record.condition() == Condition.INCOMPLETE) {
            job.phase(1, 1, "share");
            String mark = mark();
            layers.keep(from.pool(), from.target().volume(), mark);
            job.checkAbort();
            make(mark);
            try (VolumeFile file = to.open()) {
                to.record(record.madeAs(file.key()));
                file.resize(capacity);
            }
            made.complete(condition);
        }
        job.progress().advance(source.capacity() - job.progress().processed());
        return Document.of("path", to.path(), "source", from.path(), "capacity", capacity, "sharing", true);
    }

    private String mark() throws IOException {
        Optional<String> known = known(job);
        if (known.isPresent()) {
            return known.get();
        }
        String mark = UUID.randomUUID().toString();
        job.checkpoint(Document.of(MARK, mark), Forcing.NOTHING);
        return mark;
    }

    /** Whether an attempt at a job has begun to make one. */
    static boolean began(JobContext job) {
        return known(job).isPresent();
    }

    private static Optional<String> known(JobContext job) {
        return job.checkpoint().map(state -> state.value(MARK)).map(String::valueOf);
    }

    private void make(String mark) {
        if (!to.taken()) {
            layers.make(
                    from.pool(),
                    from.target().volume(),
                    mark,
                    to.pool(),
                    to.target().volume());
        } else if (!layers.isOn(mark, to.pool(), to.target().volume())) {
            throw new VolumeReplacedException(to.target() + " is not the copy whose making began: '" + to.path()
                    + "' is no layer on what was kept of " + from.target());
        }
    }

    /** Removes what was made, and keeps the state of the source no longer; the record is left. */
    void undo() {
        known(job).ifPresent(mark -> {
            if (layers.isOn(mark, to.pool(), to.target().volume())) {
                to.delete();
            }
            layers.forget(from.pool(), from.target().volume(), mark);
        });
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.io.DataRange;
import org.jobledger.storage.io.VolumeFile;

/** One attempt at a clone: from its state to the end of the source. For the thread of the job. */
final class CloneRun {
    private static final long SHARE_STEP = 1L << 30;

    private final JobContext job;
    private final VolumeFile source;
    private final VolumeFile target;
    private final Place place;
    private final Pace pace;
    private final long allocation;
    private final Checkpoints checkpoints;
    private long copied;

    CloneRun(JobContext job, VolumeFile source, VolumeFile target, Place place, Pace pace) {
        this.job = job;
        this.source = source;
        this.target = target;
        this.place = place;
        this.pace = pace;
        this.allocation = job.parameters().integer("allocation");
        this.checkpoints = new Checkpoints(job, pace, target::force);
    }

    /** Copies, and says where it ended. */
    CloneState run(CloneState begin) throws IOException, InterruptedException {
        job.progress().total(Math.addExact(begin.size(), allocation), "bytes");
        if (job.checkpoint().isEmpty()) {
            job.checkpoint(begin.document(), Forcing.NOTHING);
        }
        CloneState state = allocate(begin);
        int phases = allocation > 0 ? 2 : 1;
        job.phase(phases, phases, "copy");
        state = sharesBlocks(state) ? share(state.sharing(true)) : copy(state.sharing(false));
        job.checkAbort();
        target.resize(state.capacity());
        checkpoints.take(state.document());
        return state;
    }

    private CloneState allocate(CloneState begin) throws IOException {
        CloneState state = begin;
        if (state.allocated() < allocation) {
            job.phase(1, 2, "allocate");
            target.resize(state.capacity());
        }
        while (state.allocated() < allocation) {
            long step = Math.min(AllocateHandler.USUAL_STEP, allocation - state.allocated());
            job.pace(step);
            target.allocate(state.allocated(), step);
            state = state.allocatedTo(state.allocated() + step);
            job.progress().advance(step);
            checkpoints.take(state.document());
        }
        return state;
    }

    /** What was begun in one way goes on in it. */
    private boolean sharesBlocks(CloneState state) throws IOException {
        Reflink wanted = CloneHandler.reflink(job);
        if (wanted == Reflink.NEVER || allocation > 0 || state.offset() > 0 || state.size() == 0) {
            return state.sharing();
        }
        boolean shared = target.shareBlocks(source, 0, Math.min(SHARE_STEP, state.size()));
        if (!shared && wanted == Reflink.ALWAYS) {
            throw new UnsupportedStorageException("volume '"
                    + place.target().volume() + "' cannot share blocks with its source: the file system of '"
                    + place.path() + "' cannot, or the source is on another one");
        }
        return shared;
    }

    private CloneState share(CloneState begin) throws IOException {
        CloneState state = begin;
        while (state.offset() < state.size()) {
            long step = Math.min(SHARE_STEP, state.size() - state.offset());
            job.pace(step);
            if (!target.shareBlocks(source, state.offset(), step)) {
                throw new IOException("blocks at " + state.offset() + " cannot be shared, those before could");
            }
            state = state.copiedTo(state.offset() + step);
            job.progress().advance(step);
            checkpoints.take(state.document());
        }
        return state;
    }

    private CloneState copy(CloneState begin) throws IOException, InterruptedException {
        copied = begin.offset();
        if (job.attempt() == 1 && !target.fixed()) {
            requireSpace(begin);
        }
        target.resize(begin.capacity());
        DataBlocks blocks = new DataBlocks(source, begin.offset(), begin.size());
        long begun = begin.offset();
        try (Ahead ahead = Ahead.of(job, pace.blockBytes(), blocks);
                WritesInFlight writes = new WritesInFlight(job, target, pace.ahead())) {
            for (Block block = ahead.take(); block != null; block = ahead.take()) {
                if (job.rests()) {
                    writes.drain();
                    advanceTo(begun);
                }
                job.pace(block.length());
                skip(begun, block.offset());
                write(block, ahead, writes);
                begun = block.end();
                advanceTo(writes.done(begun));
                if (checkpoints.due(block.length())) {
                    checkpoints.take(begin.copiedTo(copied).document());
                }
            }
            writes.drain();
        }
        skip(begun, begin.size());
        advanceTo(begin.size());
        return begin.copiedTo(copied);
    }

    private static void write(Block block, Ahead ahead, WritesInFlight writes)
            throws IOException, InterruptedException {
        if (block.data() == null) {
            ahead.release(block);
        } else {
            writes.write(block, () -> ahead.release(block));
        }
    }

    /** A new file has holes where nothing was written; a device has what lay there before. */
    private void skip(long from, long to) throws IOException {
        if (target.fixed() && to > from) {
            new Zeros(job, target).write(from, to);
        }
    }

    /** Counts what was copied, or left out. */
    private void advanceTo(long offset) {
        job.progress().advance(offset - copied);
        copied = offset;
    }

    /** Better refused now than after an hour. Holes need no place, nor does what is allocated already. */
    private void requireSpace(CloneState begin) throws IOException {
        long needed = 0;
        for (long at = Math.max(begin.offset(), begin.allocated()); at < begin.size(); ) {
            DataRange data = source.data(at);
            needed += data.to() - data.from();
            at = Math.max(data.to(), at + 1);
        }
        long available = place.space().available();
        if (needed > available) {
            throw new NotEnoughSpaceException("the data to be copied to " + place.target() + " has " + needed
                    + " bytes, " + available + " are free");
        }
    }
}

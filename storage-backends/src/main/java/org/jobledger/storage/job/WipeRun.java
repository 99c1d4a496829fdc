package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/** One attempt at a wipe: from its state to the end of the last pass. For the thread of the job. */
final class WipeRun {
    private final JobContext job;
    private final VolumeFile file;
    private final WipeState begin;
    private final WipePace pace;
    private final List<Pass> plan;
    private final ByteBuffer buffer;
    private long bytesSinceCheckpoint;
    private long checkpointAtNanos = System.nanoTime();
    private long checkpointCostNanos;

    WipeRun(JobContext job, VolumeFile file, WipeState begin, WipePace pace) {
        this.job = job;
        this.file = file;
        this.begin = begin;
        this.pace = pace;
        this.plan = begin.plan();
        this.buffer = file.buffer(pace.blockBytes());
    }

    void run() throws IOException {
        job.progress().total(Math.multiplyExact(begin.size(), (long) plan.size()), "bytes");
        if (job.checkpoint().isEmpty()) {
            // Before the first write: after a crash the seed and the identity of the file are known, however early it
            // came.
            job.checkpoint(begin.document(), Forcing.NOTHING);
        }
        for (int pass = begin.pass(); pass <= plan.size(); pass++) {
            job.phase(pass, plan.size(), plan.get(pass - 1).title());
            onePass(pass, pass == begin.pass() ? begin.offset() : 0);
        }
    }

    private void onePass(int pass, long from) throws IOException {
        BlockStep step = BlockStep.of(pass, begin, file, buffer);
        long at = from;
        while (at < begin.size()) {
            job.checkAbort();
            int length = (int) Math.min(pace.blockBytes(), begin.size() - at);
            step.at(at, length);
            at += length;
            job.progress().advance(length);
            bytesSinceCheckpoint += length;
            if (at == begin.size() || checkpointIsDue()) {
                checkpoint(begin.at(pass, at));
            }
        }
    }

    private boolean checkpointIsDue() {
        return pace.due(bytesSinceCheckpoint, System.nanoTime() - checkpointAtNanos, checkpointCostNanos);
    }

    private void checkpoint(WipeState state) throws IOException {
        long from = System.nanoTime();
        job.checkpoint(state.document(), file::force);
        checkpointAtNanos = System.nanoTime();
        checkpointCostNanos = checkpointAtNanos - from;
        bytesSinceCheckpoint = 0;
    }
}

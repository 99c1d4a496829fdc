package org.jobledger.storage.job;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/** One attempt at a wipe: from its state to the end of the last pass. For the thread of the job. */
final class WipeRun {
    private final JobContext job;
    private final WipeState begin;
    private final Pace pace;
    private final List<Pass> plan;
    private final BlockSteps steps;
    private final Checkpoints checkpoints;

    WipeRun(JobContext job, VolumeFile file, WipeState begin, Pace pace) {
        this.job = job;
        this.begin = begin;
        this.pace = pace;
        this.plan = begin.plan();
        this.steps = new BlockSteps(job, file, begin, pace);
        this.checkpoints = new Checkpoints(job, pace, file::force);
    }

    /**
     * Wipes.
     *
     * @param phases how many phases the job has; the passes are the first of them
     */
    void run(int phases) throws IOException, InterruptedException {
        job.progress().total(Math.multiplyExact(begin.size(), (long) plan.size()), "bytes");
        if (job.checkpoint().isEmpty()) {
            // Before the first write: after a crash the seed and the identity of the file are known, however early it
            // came.
            job.checkpoint(begin.document(), Forcing.NOTHING);
        }
        for (int pass = begin.pass(); pass <= plan.size(); pass++) {
            job.phase(pass, phases, plan.get(pass - 1).title());
            onePass(pass, pass == begin.pass() ? begin.offset() : 0);
        }
    }

    private void onePass(int pass, long from) throws IOException, InterruptedException {
        long at = from;
        try (BlockStep step = steps.of(pass, from)) {
            while (at < begin.size()) {
                int length = (int) Math.min(pace.blockBytes(), begin.size() - at);
                job.pace(length);
                step.at(at, length);
                at += length;
                job.progress().advance(length);
                if (checkpoints.due(length) || at == begin.size()) {
                    checkpoints.take(begin.at(pass, at).document());
                }
            }
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/** One attempt at a wipe: from its state to the end of the last pass. For the thread of the job. */
final class WipeRun {
    private final JobContext job;
    private final VolumeFile file;
    private final WipeState begin;
    private final Pace pace;
    private final List<Pass> plan;
    private final BlockSteps steps;
    private final Checkpoints checkpoints;
    private long counted;

    WipeRun(JobContext job, VolumeFile file, WipeState begin, Pace pace) {
        this.job = job;
        this.file = file;
        this.begin = begin;
        this.pace = pace;
        this.plan = begin.plan();
        this.steps = new BlockSteps(job, file, begin, pace);
        this.checkpoints = new Checkpoints(job, pace, file::forceContents);
    }

    /**
     * Wipes.
     *
     * @param phases how many phases the job has; the passes are the first of them
     */
    void run(int phases) throws IOException, InterruptedException {
        job.progress().total(Math.multiplyExact(begin.size(), (long) plan.size()), "bytes");
        if (job.checkpoint().isEmpty() && plan.contains(new Pass.Random())) {
            // Before the first write: with the seed, what was written before a crash can be told from what was not.
            job.checkpoint(begin.document(), Forcing.NOTHING);
        }
        for (int pass = begin.pass(); pass <= plan.size(); pass++) {
            job.phase(pass, phases, plan.get(pass - 1).title());
            onePass(pass, pass == begin.pass() ? begin.offset() : 0);
        }
    }

    private void onePass(int pass, long from) throws IOException, InterruptedException {
        counted = from;
        try (BlockStep step = steps.of(pass, from)) {
            for (long at = from; at < begin.size(); ) {
                int length = (int) Math.min(pace.blockBytes(), begin.size() - at);
                if (job.rests()) {
                    step.drain();
                    doneTo(pass, step.done(at));
                }
                job.pace(length);
                step.at(at, length);
                at += length;
                doneTo(pass, step.done(at));
            }
            step.drain();
            long unused = count(begin.size());
        }
        if (pass < plan.size()) {
            checkpoints.take(begin.at(pass, begin.size()).document());
        } else {
            // What the ledger says of the volume next is the last checkpoint.
            file.forceContents();
        }
    }

    private void doneTo(int pass, long done) throws IOException {
        if (checkpoints.due(count(done)) && counted < begin.size()) {
            checkpoints.take(begin.at(pass, counted).document());
        }
    }

    private long count(long done) {
        long more = done - counted;
        job.progress().advance(more);
        counted = done;
        return more;
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/** The steps of the passes of one wipe. For the thread of the job. */
final class BlockSteps {
    private final JobContext job;
    private final VolumeFile file;
    private final WipeState state;
    private final Pace pace;

    BlockSteps(JobContext job, VolumeFile file, WipeState state, Pace pace) {
        this.job = job;
        this.file = file;
        this.state = state;
        this.pace = pace;
    }

    /**
     * The step of a pass; to be closed.
     *
     * @param pass its number, from 1
     * @param from where it begins, bytes
     */
    BlockStep of(int pass, long from) {
        Pass kind = state.plan().get(pass - 1);
        if (kind instanceof Pass.Discard) {
            return file::discard;
        } else if (kind instanceof Pass.Verify) {
            return verifying(filling(filler(pass - 1), from));
        }
        return writing(filling(filler(pass), from), from);
    }

    private Filler filler(int pass) {
        List<Pass> plan = state.plan();
        if (plan.get(pass - 1) instanceof Pass.Pattern pattern) {
            return new PatternFiller(pattern);
        }
        return new Keystream(state.seed(), pass);
    }

    private FilledBlocks filling(Filler filler, long from) {
        if (filler.uniform()) {
            return FilledBlocks.uniform(filler, pace.blockBytes());
        } else if (pace.ahead() && state.size() - from > pace.blockBytes()) {
            return FilledBlocks.ahead(filler, job, pace.blockBytes(), from, state.size());
        }
        return FilledBlocks.here(filler, pace.blockBytes());
    }

    private BlockStep writing(FilledBlocks blocks, long from) {
        return pace.ahead() && state.size() - from > pace.blockBytes()
                ? new StepInFlight(blocks, new WritesInFlight(job, file, true))
                : new FilledStep(blocks, file::write);
    }

    private BlockStep verifying(FilledBlocks blocks) {
        ByteBuffer buffer = file.buffer(pace.blockBytes());
        return new FilledStep(blocks, (expected, offset) -> {
            file.read(buffer.clear().limit(expected.remaining()), offset);
            int difference = buffer.flip().mismatch(expected);
            if (difference >= 0) {
                throw new IOException("byte " + (offset + difference) + " does not read back as it was written");
            }
        });
    }

    /** What is done with a filled block. */
    @FunctionalInterface
    private interface Use {
        void of(ByteBuffer filled, long offset) throws IOException;
    }

    private record StepInFlight(FilledBlocks blocks, WritesInFlight writes) implements BlockStep {
        @Override
        public void at(long offset, int length) throws IOException, InterruptedException {
            Block block = blocks.at(offset, length);
            writes.write(block, () -> blocks.done(block));
        }

        @Override
        public long done(long offset) throws IOException, InterruptedException {
            return writes.done(offset);
        }

        @Override
        public void drain() throws IOException, InterruptedException {
            writes.drain();
        }

        @Override
        public void close() {
            // What makes blocks may wait for one that is being written.
            try (blocks;
                    writes) {
                return;
            }
        }
    }

    private record FilledStep(FilledBlocks blocks, Use use) implements BlockStep {
        @Override
        public void at(long offset, int length) throws IOException, InterruptedException {
            Block block = blocks.at(offset, length);
            use.of(block.data() == null ? ByteBuffer.allocate(0) : block.data(), offset);
            blocks.done(block);
        }

        @Override
        public void close() {
            blocks.close();
        }
    }
}

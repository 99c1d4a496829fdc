package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jobledger.storage.io.VolumeFile;

/** What a pass does to one block of the volume. */
@FunctionalInterface
interface BlockStep {

    /** Does it. */
    void at(long offset, int length) throws IOException;

    /**
     * The step of a pass.
     *
     * @param pass its number, from 1
     * @param buffer as large as a block; whatever is in it is lost
     */
    static BlockStep of(int pass, WipeState state, VolumeFile file, ByteBuffer buffer) {
        Pass kind = state.plan().get(pass - 1);
        if (kind instanceof Pass.Discard) {
            return file::discard;
        } else if (kind instanceof Pass.Verify) {
            return verifying(filler(pass - 1, state), file, buffer);
        }
        return writing(filler(pass, state), file, buffer);
    }

    private static Filler filler(int pass, WipeState state) {
        List<Pass> plan = state.plan();
        if (plan.get(pass - 1) instanceof Pass.Pattern pattern) {
            return new PatternFiller(pattern);
        }
        return new Keystream(state.seed(), pass);
    }

    private static BlockStep writing(Filler filler, VolumeFile file, ByteBuffer buffer) {
        if (filler.uniform()) {
            filler.fill(buffer.clear(), 0);
        }
        return (offset, length) -> {
            buffer.clear().limit(length);
            if (!filler.uniform()) {
                filler.fill(buffer, offset);
                buffer.flip();
            }
            file.write(buffer, offset);
        };
    }

    private static BlockStep verifying(Filler filler, VolumeFile file, ByteBuffer buffer) {
        ByteBuffer expected = ByteBuffer.allocateDirect(buffer.capacity());
        return (offset, length) -> {
            file.read(buffer.clear().limit(length), offset);
            filler.fill(expected.clear().limit(length), offset);
            int difference = buffer.flip().mismatch(expected.flip());
            if (difference >= 0) {
                throw new IOException("byte " + (offset + difference) + " does not read back as it was written");
            }
        };
    }
}

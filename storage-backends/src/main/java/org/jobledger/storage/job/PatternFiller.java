package org.jobledger.storage.job;

import java.nio.ByteBuffer;

/** Three bytes over and over. */
final class PatternFiller implements Filler {
    private static final int PERIOD = 3;
    private static final int CHUNK = PERIOD * 16 * 1024;

    private final byte[] repeated = new byte[CHUNK + PERIOD];
    private final boolean uniform;

    PatternFiller(Pass.Pattern pattern) {
        int[] bytes = {pattern.first(), pattern.second(), pattern.third()};
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = (byte) bytes[i % PERIOD];
        }
        uniform = pattern.uniform();
    }

    @Override
    public void fill(ByteBuffer target, long offset) {
        // A chunk is a multiple of the period: after it the phase is the same again.
        int phase = (int) (offset % PERIOD);
        while (target.hasRemaining()) {
            target.put(repeated, phase, Math.min(CHUNK, target.remaining()));
        }
    }

    @Override
    public boolean uniform() {
        return uniform;
    }
}

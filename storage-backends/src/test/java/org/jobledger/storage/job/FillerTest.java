package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What passes write: the same bytes at the same offset, however it is cut. */
class FillerTest {
    private static final int SIZE = 300_000;
    private static final byte[] SEED = new byte[Keystream.SEED_BYTES];

    @Test
    void anyPartOfAKeystreamIsTheSameAsInTheWhole() {
        assertAnyPartIsTheSame(new Keystream(SEED, 3));
    }

    @Test
    void anyPartOfAPatternIsTheSameAsInTheWhole() {
        assertAnyPartIsTheSame(new PatternFiller(new Pass.Pattern(0x92, 0x49, 0x24)));
    }

    private static void assertAnyPartIsTheSame(Filler filler) {
        byte[] whole = filled(filler, 0, SIZE);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            int from = random.nextInt(SIZE);
            int length = random.nextInt(Math.min(SIZE - from, 100_000));
            assertThat(filled(filler, from, length)).isEqualTo(Arrays.copyOfRange(whole, from, from + length));
        }
    }

    private static byte[] filled(Filler filler, long offset, int length) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        filler.fill(buffer, offset);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return bytes;
    }

    @Test
    void aKeystreamGoesOnPastFourGibibytes() {
        long far = (1L << 36) + 5;
        byte[] part = filled(new Keystream(SEED, 1), far, 100);
        byte[] aligned = filled(new Keystream(SEED, 1), far - 5, 105);
        assertThat(part).isEqualTo(Arrays.copyOfRange(aligned, 5, 105));
        assertThat(part).isNotEqualTo(filled(new Keystream(SEED, 1), 5, 100));
    }

    @Test
    void passesAndSeedsMakeDifferentStreams() {
        byte[] other = SEED.clone();
        other[31] = 1;
        byte[] first = filled(new Keystream(SEED, 1), 0, 64);
        assertThat(first).isNotEqualTo(filled(new Keystream(SEED, 2), 0, 64));
        assertThat(first).isNotEqualTo(filled(new Keystream(other, 1), 0, 64));
        assertThat(first).isEqualTo(filled(new Keystream(SEED, 1), 0, 64));
    }

    @Test
    void aKeystreamThatHasBecomeHotIsStillTheSame() {
        Keystream stream = new Keystream(SEED, 1);
        byte[] cold = filled(stream, 0, 1 << 20);
        byte[] hot = cold;
        for (int i = 0; i < 200; i++) {
            hot = filled(stream, 0, 1 << 20);
        }
        assertThat(hot).isEqualTo(cold);
    }
}

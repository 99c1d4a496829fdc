package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Buffers that are given back go round, and no two users have the same. */
class AlignedBufferTest {
    private static final int BYTES = 3 * 4096;

    @Test
    void aBufferThatWasGivenBackIsGivenOutOnceAndCleared() {
        ByteBuffer first = AlignedBuffer.of(BYTES);
        first.position(5).limit(7);
        AlignedBuffer.giveBack(first);
        List<ByteBuffer> out = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            out.add(AlignedBuffer.of(BYTES));
        }
        Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(out);
        assertThat(different).hasSameSizeAs(out);
        for (ByteBuffer buffer : out) {
            assertThat(buffer.remaining()).isEqualTo(BYTES);
            assertThat(buffer.alignmentOffset(0, 4096)).isZero();
        }
    }

    @Test
    void oneOfAnotherSizeIsNotGivenOut() {
        AlignedBuffer.giveBack(AlignedBuffer.of(BYTES));
        assertThat(AlignedBuffer.of(2 * BYTES).capacity()).isEqualTo(2 * BYTES);
    }
}

package org.jobledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof is worth only as much as this search. */
class OldDataTest {
    private static final int BLOCKS = 600;

    @TempDir
    Path directory;

    Path file;

    @BeforeEach
    void fill() throws IOException {
        file = Files.write(directory.resolve("volume"), new byte[BLOCKS * OldData.BLOCK_BYTES]);
    }

    @Test
    void aFilledFileHoldsOldDataInEachBlockAndKeepsItsSize() throws IOException {
        OldData.fill(file);

        assertThat(OldData.blocksLeft(file)).isEqualTo(BLOCKS);
        assertThat(file).hasSize((long) BLOCKS * OldData.BLOCK_BYTES);
        assertThat(Files.readString(file, StandardCharsets.US_ASCII).lines().distinct())
                .hasSize(BLOCKS);
    }

    @Test
    void aFileWithoutOldDataHasNoBlockLeft() throws IOException {
        assertThat(OldData.blocksLeft(file)).isZero();
    }

    @Test
    void oneLineThatIsLeftIsFoundWhereverItIs() throws IOException {
        for (long at : new long[] {0, 4033, 300 * 4096 + 777, (long) BLOCKS * OldData.BLOCK_BYTES - 64}) {
            Files.write(file, new byte[BLOCKS * OldData.BLOCK_BYTES]);
            try (RandomAccessFile volume = new RandomAccessFile(file.toFile(), "rw")) {
                volume.seek(at - at % 64);
                volume.write(OldData.line(1).getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(OldData.blocksLeft(file)).as("line at %d", at).isEqualTo(1);
        }
    }

    @Test
    void aSizeThatIsNoWholeNumberOfBlocksIsFilledToItsEnd() throws IOException {
        Files.write(file, new byte[3 * OldData.BLOCK_BYTES + 100]);

        OldData.fill(file);

        assertThat(OldData.blocksLeft(file)).isEqualTo(4);
        assertThat(file).hasSize(3 * OldData.BLOCK_BYTES + 100);
    }
}

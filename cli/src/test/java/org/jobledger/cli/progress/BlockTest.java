package org.jobledger.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final Block block = new Block();

    /** What is drawn while the terminal breaks no lines. */
    private static String unbroken(String text) {
        return "\u001b[?7l" + text + "\u001b[?7h";
    }

    @Test
    void linesAreDrawnOverInPlace() {
        block.draw(List.of("one", "two"), 80);

        assertThat(block.draw(List.of("ONE", "TWO"), 80)).isEqualTo(unbroken("\r\u001b[1AONE\u001b[K\r\nTWO\u001b[K"));
    }

    @Test
    void whatIsBelowAShorterBlockIsTakenAway() {
        block.draw(List.of("one", "two", "three"), 80);

        assertThat(block.draw(List.of("one"), 80)).isEqualTo(unbroken("\r\u001b[2Aone\u001b[K\u001b[J"));
    }

    @Test
    void aTerminalThatBecameNarrowerHasBrokenTheLines() {
        block.draw(List.of("x".repeat(70), "\u001b[32m" + "y".repeat(30) + "\u001b[0m"), 80);

        // 70 columns stand in 2 rows of 40, 30 in one.
        assertThat(block.draw(List.of("x", "y"), 40))
                .isEqualTo(unbroken("\r\u001b[2A\u001b[2Kx\u001b[K\r\n\u001b[2Ky\u001b[K\u001b[J"));
    }

    @Test
    void clearingTwiceClearsOnce() {
        block.draw(List.of("one", "two"), 80);

        assertThat(block.clear(80)).isEqualTo("\r\u001b[1A\u001b[2K\u001b[1B\u001b[J\u001b[1A");
        assertThat(block.clear(80)).isEmpty();
    }
}

package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Programs whose input and output are bytes: real ones. */
class ChildPipeTest {
    private static final int PIECE = 30_000;

    private static ChildPipe start(String... line) throws IOException {
        return ChildPipe.start(ChildCommand.of("pipe-test", line), ChildLog.NONE);
    }

    @Test
    void bytesComeBackAsTheyWereGiven() throws IOException {
        byte[] data = new byte[PIECE];
        new Random(2).nextBytes(data);
        try (ChildPipe cat = start("cat")) {
            cat.write(ByteBuffer.wrap(data));
            ByteBuffer back = ByteBuffer.allocate(PIECE);
            while (back.hasRemaining()) {
                assertThat(cat.read(back)).isPositive();
            }
            assertThat(back.array()).isEqualTo(data);
            cat.finish();
        }
    }

    @Test
    void theEndOfAProgramIsToldInItsOwnWords() throws IOException {
        try (ChildPipe fails = start("sh", "-c", "echo no such image >&2; exit 3")) {
            assertThatThrownBy(fails::finish)
                    .isInstanceOf(ChildFailedException.class)
                    .hasMessageContaining("ended with status 3: no such image");
        }
        try (ChildPipe fails = start("sh", "-c", "echo 1; echo broken >&2; exit 4")) {
            ByteBuffer said = ByteBuffer.allocate(2);
            assertThat(fails.read(said)).isEqualTo(2);
            assertThatThrownBy(() -> fails.read(ByteBuffer.allocate(1))).hasMessageContaining("status 4: broken");
        }
        try (ChildPipe deaf = start("sh", "-c", "echo deaf >&2; exit 5")) {
            assertThatThrownBy(() -> {
                        while (true) {
                            deaf.write(ByteBuffer.allocate(PIECE));
                        }
                    })
                    .hasMessageContaining("status 5: deaf");
        }
        try (ChildPipe empty = start("true")) {
            assertThat(empty.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThatThrownBy(() -> start("no-such-program-at-all")).isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptKillsAProgramThatTakesNothing() throws Exception {
        try (ChildPipe asleep = start("sleep", "1000")) {
            CompletableFuture<Void> writing = new CompletableFuture<>();
            Thread writer = new Thread(() -> {
                try {
                    // More than a pipe holds.
                    asleep.write(ByteBuffer.allocate(1 << 22));
                    writing.complete(null);
                } catch (IOException e) {
                    writing.completeExceptionally(e);
                }
            });
            writer.start();
            writer.interrupt();
            assertThatThrownBy(writing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedByInterruptException.class);
            assertThatThrownBy(() -> asleep.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingEndsWhatWaitsForMore() throws IOException {
        ChildPipe cat = start("cat");
        cat.close();
        cat.close();
        assertThat(Leftovers.find("pipe-test")).isEmpty();
    }
}

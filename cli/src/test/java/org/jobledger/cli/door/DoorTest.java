package org.jobledger.cli.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that behave, and guests that do not. */
class DoorTest {
    private static final View VIEW = new View(true, 80, 24, true, false);

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private Door door(Host host) throws IOException {
        Door door = Door.open(directory, host);
        open.add(door);
        return door;
    }

    private static Call call(String... arguments) {
        return new Call("test", List.of(arguments), "/", "nobody", "UTF-8", "UTC", false, VIEW, VIEW);
    }

    private Visit visit(String... arguments) throws RefusedException {
        Visit visit = Visit.make(directory, () -> call(arguments)).orElseThrow();
        open.add(visit);
        return visit;
    }

    private SocketChannel stranger() {
        SocketChannel channel = new SocketPlace(directory).connect().orElseThrow();
        open.add(channel);
        return channel;
    }

    private static String await(Visit visit, InputStream in, int status) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        assertThat(visit.await(in, stream, stream)).isEqualTo(status);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int print(Guest guest, String text, int status) {
        try {
            guest.out().write(text.getBytes(StandardCharsets.UTF_8));
            return status;
        } catch (IOException e) {
            return -1;
        }
    }

    private static int upper(Guest guest) {
        try {
            return print(
                    guest, new String(guest.in().readAllBytes(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT), 0);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Waits until it is told to leave, or gone. */
    private static int waitForever(Guest guest, CountDownLatch there) {
        there.countDown();
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            return print(guest, "left", 130);
        }
    }

    private void assertThatItServes() throws IOException {
        assertThat(await(visit("well"), InputStream.nullInputStream(), 7)).isEqualTo("[well]");
    }

    private static int echo(Guest guest) {
        return print(guest, guest.call().arguments().toString(), 7);
    }

    @Test
    void argumentsArriveAsTheyAre() throws IOException {
        door(DoorTest::echo);

        assertThat(await(visit("a b", "", "\n\u0000", "\ud83d\ude00"), InputStream.nullInputStream(), 7))
                .isEqualTo("[a b, , \n\u0000, \ud83d\ude00]");
    }

    @Test
    void theOwnerLearnsFromTheSystemWhoCalls() throws IOException {
        door(guest -> print(guest, guest.user(), 0));

        assertThat(await(visit("x"), InputStream.nullInputStream(), 0))
                .isEqualTo(Files.getOwner(directory).getName());
    }

    @Test
    void inputComesThroughWholeAndInOrder() throws IOException {
        door(DoorTest::upper);
        String text = "0123456789abcdef".repeat(100_000);

        assertThat(await(visit("x"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0))
                .isEqualTo(text.toUpperCase(Locale.ROOT));
    }

    @Test
    void inputThatBreaksOffDoesNotLookLikeItsEnd() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        door(guest -> {
            try {
                end.complete("whole: " + guest.in().readAllBytes().length);
            } catch (IOException e) {
                end.complete("broken");
            }
            return 0;
        });
        Visit visit = visit("x");
        visit.close();

        assertThat(end.get()).isEqualTo("broken");
    }

    @Test
    void ctrlCLeavesAndTheExitStatusStillComes() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        door(guest -> waitForever(guest, there));
        Visit visit = visit("x");
        there.await();
        visit.interrupt();

        assertThat(await(visit, InputStream.nullInputStream(), 130)).isEqualTo("left");
    }

    @Test
    void aGuestWhoVanishesIsLeftAndForgotten() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        Door door = door(guest -> waitForever(guest, there));
        Visit visit = visit("x");
        there.await();
        visit.close();
        door.awaitNoGuests(Duration.ofMinutes(1));

        assertThat(door.guests()).isZero();
    }

    @Test
    void aGuestWhoDoesNotReadHoldsUpNobodyElse() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicReference<String> stuck = new AtomicReference<>("");
        door(guest -> {
            if (!guest.call().arguments().contains("slow")) {
                return echo(guest);
            }
            blocked.countDown();
            stuck.set(print(guest, "x".repeat(8 << 20), 0) == 0 ? "wrote" : "failed");
            return 0;
        });
        Visit slow = visit("slow");
        blocked.await();

        assertThatItServes();
        assertThat(stuck.get()).isEmpty();
        slow.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\n\r\n", "C\u0000\u0000\u0000\u0004abcd", "C\u007f\u007f\u007f\u007f"})
    void whoTalksSomethingElseIsPutOut(String garbage) throws IOException {
        door(DoorTest::echo);
        SocketChannel stranger = stranger();
        stranger.write(ByteBuffer.wrap(garbage.getBytes(StandardCharsets.ISO_8859_1)));
        stranger.shutdownOutput();

        assertThat(isClosed(stranger)).isTrue();
        assertThatItServes();
    }

    /** The system tells a reset where what came last was not read. */
    private static boolean isClosed(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void randomBytesHarmNothing() throws IOException {
        door(DoorTest::echo);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 13 && random.nextBoolean()) {
                ByteBuffer.wrap(bytes)
                        .put((byte) 'C')
                        .putInt(bytes.length - 5)
                        .putInt(0x4a4c4452)
                        .putInt(1);
            }
            try (SocketChannel stranger = stranger()) {
                stranger.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                // It was put out while it still wrote.
            }
        }
        assertThatItServes();
        System.out.println("seed " + seed);
    }

    @Test
    void anotherVersionIsRefusedInASentence() throws IOException {
        door(DoorTest::echo);
        FrameChannel stranger = new FrameChannel(stranger());
        Frame call = call("x").frame();
        call.content().putInt(Integer.BYTES, 2);
        stranger.write(call);
        Frame answer = stranger.read();

        assertThat(answer).isNotNull();
        assertThat(answer.type()).isEqualTo(FrameType.REFUSED);
        assertThat(answer.text()).startsWith("version\n").contains("speaks version 1", "this command version 2");
    }

    @Test
    void aCommandLineThatIsTooLongIsRefusedBeforeItIsSent() throws IOException {
        door(DoorTest::echo);

        assertThatThrownBy(() -> visit("x".repeat(2 << 20)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void oneGuestTooManyIsRefused() throws Exception {
        CountDownLatch there = new CountDownLatch(64);
        door(guest -> waitForever(guest, there));
        for (int i = 0; i < 64; i++) {
            visit("x");
        }
        there.await();

        assertThatThrownBy(() -> visit("x"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("64 commands");
    }

    @Test
    void aDeepDirectoryIsReachedThoughItsPathIsTooLongForASocket() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(120)).resolve("e".repeat(120)));
        try (Door door = Door.open(deep, DoorTest::echo);
                Visit visit = Visit.make(deep, () -> call("far")).orElseThrow()) {
            assertThat(await(visit, InputStream.nullInputStream(), 7)).isEqualTo("[far]");
            assertThat(door.guests()).isLessThanOrEqualTo(1);
        }
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void theSocketOfADeadOwnerIsReplacedAndTheOneOfALaterOwnerIsLeft() throws IOException {
        new SocketPlace(directory).bind().close();
        assertThat(Door.answers(directory)).isFalse();
        Door first = door(DoorTest::echo);
        door(DoorTest::echo);
        first.close();

        assertThatItServes();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("socket"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theDoorIsNotShutWhileThereIsAGuest() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        Door door = door(guest -> waitForever(guest, there));
        Visit visit = visit("x");
        there.await();

        assertThat(door.shutIfIdle(() -> true)).isFalse();
        visit.close();
        door.awaitNoGuests(Duration.ofMinutes(1));
        assertThat(door.shutIfIdle(() -> false)).isFalse();
        assertThat(door.shutIfIdle(() -> true)).isTrue();
        assertThat(Visit.make(directory, () -> call("x"))).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }
}

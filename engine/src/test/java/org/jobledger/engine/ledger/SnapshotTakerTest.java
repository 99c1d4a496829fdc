package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.Test;

/** A snapshot that cannot be taken harms nobody, and the next one is taken. */
class SnapshotTakerTest {
    private static final Path PLACE = Path.of("/ledger");

    private final PowerCutDisk disk = new PowerCutDisk();

    private static Snapshot snapshot() {
        return new LiveState().capture(new JournalHead(0, new byte[StoredEvent.HASH_BYTES]), 0);
    }

    private boolean written() throws Exception {
        return disk.list(PLACE).contains("snapshot");
    }

    @Test
    void whereThereIsNoThreadForItTheNextOneIsTaken() throws Exception {
        disk.makeDirectory(PLACE);
        Deque<Throwable> refusals = new ArrayDeque<>(List.of(
                new OutOfMemoryError("unable to create native thread: made up"),
                new RejectedExecutionException("full")));
        SnapshotTaker taker = new SnapshotTaker(new SnapshotFile(disk, PLACE), writing -> {
            Throwable refusal = refusals.poll();
            if (refusal instanceof Error error) {
                throw error;
            } else if (refusal instanceof RuntimeException exception) {
                throw exception;
            }
            writing.run();
        });
        taker.take(snapshot());
        taker.take(snapshot());
        assertThat(refusals).isEmpty();
        assertThat(written()).isFalse();
        taker.take(snapshot());
        assertThat(written()).isTrue();
    }

    @Test
    void whereThereIsNoMemoryForItAtTheCloseTheCloseGoesOn() throws Exception {
        disk.makeDirectory(PLACE);
        AtomicBoolean full = new AtomicBoolean(true);
        Disk without = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (full.getAndSet(false)) {
                        throw new OutOfMemoryError("made up");
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        SnapshotTaker taker = new SnapshotTaker(new SnapshotFile(without, PLACE), Runnable::run);
        taker.takeNow(snapshot());
        assertThat(written()).isFalse();
        taker.takeNow(snapshot());
        assertThat(written()).isTrue();
    }
}

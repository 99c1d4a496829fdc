package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads the tables is interrupted all the time. Long: {@code -Psoak -Dsoak.interruptStorms=200}. */
class InterruptStormTest {
    private static final int STORMS = SoakBudget.of("soak.interruptStorms", 1, 200);

    @TempDir
    private Path directory;

    private volatile long full = Long.MAX_VALUE;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong interrupts = new AtomicLong();

    @Test
    void stormsOfInterruptsWhileTheTablesGrowHarmNothing() throws InterruptedException {
        for (int storm = 0; storm < STORMS; storm++) {
            full = Long.MAX_VALUE;
            storm(directory.resolve("storm-" + storm));
        }
        System.out.println("storms of interrupts: " + STORMS + ", interrupts " + interrupts + ", reads " + reads
                + ", tables that are not what the log says: 0");
    }

    private void storm(Path place) throws InterruptedException {
        MemoryLog log = Histories.mixed();
        for (long job = 10; job < 400; job++) {
            Histories.completedJob(log, job, 5);
        }
        try (Projection tables = Projection.openFile(place)) {
            Tables.fill(tables, log.events().subList(0, 20), 20);
            List<Thread> readers = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> readUntilFull(tables), "reader-" + i))
                    .toList();
            readers.forEach(Thread::start);
            Thread storm = new Thread(() -> interruptWhileAlive(readers));
            storm.start();

            Tables.fill(tables, log.events().subList(20, log.events().size()), 7);
            full = log.forcedPosition();

            for (Thread reader : readers) {
                reader.join();
            }
            storm.join();
            assertThat(Tables.contents(tables.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    private void interruptWhileAlive(List<Thread> threads) {
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.forEach(Thread::interrupt);
            interrupts.addAndGet(threads.size());
            Thread.onSpinWait();
        }
    }

    private void readUntilFull(Projection tables) {
        while (tables.head().position() < full) {
            reads.incrementAndGet();
            assertThat(tables.stats(1)).isPresent();
            try {
                assertThat(tables.query("SELECT COUNT(*) FROM job_timeline", 1).rows())
                        .hasSize(1);
            } catch (QueryException e) {
                assertThat(e).hasMessageContaining("interrupted");
            }
            assertThat(Thread.interrupted()).isIn(true, false);
        }
    }
}

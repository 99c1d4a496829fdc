package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrivalsTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);
    private static final int THREADS = 8;
    private static final int EACH = 2_500;

    private record Item(int thread, int number) {}

    @Test
    void whatIsThereIsTakenOldestFirstAndOnce() {
        Arrivals<Integer> arrivals = new Arrivals<>();
        arrivals.add(1);
        arrivals.add(2);
        arrivals.add(3);
        assertThat(arrivals.take()).containsExactly(1, 2, 3);
        assertThat(arrivals.take()).isEmpty();
    }

    /** A wake-up that is lost makes this wait for an hour: each thread brings one and waits until that was taken. */
    @Test
    void nothingIsLostOrDoubledOrOutOfOrderAndNoWakeUpIsLost() throws InterruptedException {
        Arrivals<Item> arrivals = new Arrivals<>();
        int[] taken = new int[THREADS];
        List<Thread> bringing = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            bringing.add(new Thread(() -> bring(arrivals, number, taken)));
        }
        bringing.forEach(Thread::start);
        Map<Integer, Integer> seen = new HashMap<>();
        for (int left = THREADS * EACH; left > 0; ) {
            arrivals.await(LONG);
            List<Item> items = arrivals.take();
            left -= items.size();
            for (Item item : items) {
                assertThat(item.number()).isEqualTo(seen.merge(item.thread(), 1, Integer::sum));
                synchronized (taken) {
                    taken[item.thread()] = item.number();
                    taken.notifyAll();
                }
            }
        }
        for (Thread thread : bringing) {
            thread.join();
        }
        assertThat(arrivals.take()).isEmpty();
    }

    private static void bring(Arrivals<Item> arrivals, int thread, int[] taken) {
        for (int number = 1; number <= EACH; number++) {
            arrivals.add(new Item(thread, number));
            synchronized (taken) {
                while (taken[thread] < number) {
                    try {
                        taken.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    /** A wake-up that is lost makes this wait for an hour: all bring one more as soon as as many as they are were taken at once. */
    @Test
    void whoWaitsForSeveralIsWokenByTheLastOfThem() throws InterruptedException {
        Arrivals<Item> arrivals = new Arrivals<>();
        int[] taken = new int[THREADS];
        List<Thread> bringing = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            bringing.add(new Thread(() -> bring(arrivals, number, taken)));
        }
        bringing.forEach(Thread::start);
        for (int round = 1; round <= EACH; round++) {
            arrivals.await(THREADS, LONG);
            assertThat(arrivals.size()).isEqualTo(THREADS);
            List<Item> items = arrivals.take();
            assertThat(items).extracting(Item::number).containsOnly(round);
            synchronized (taken) {
                Arrays.fill(taken, round);
                taken.notifyAll();
            }
        }
        for (Thread thread : bringing) {
            thread.join();
        }
    }

    @Test
    void aWaitForSeveralEndsByItselfAndByAnInterruptAndTakesWhatComesAtOnceForSeveral() {
        Arrivals<Integer> arrivals = new Arrivals<>();
        arrivals.add(1);
        arrivals.await(2, 0);
        arrivals.await(2, 1);
        arrivals.add(List.of(2, 3));
        arrivals.await(2, LONG);
        Thread.currentThread().interrupt();
        arrivals.await(4, LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(arrivals.size()).isEqualTo(3);
        assertThat(arrivals.take()).containsExactly(1, 2, 3);
        assertThat(arrivals.size()).isZero();
    }

    @Test
    void aWaitEndsByItselfAndByAnInterrupt() {
        Arrivals<Integer> arrivals = new Arrivals<>();
        arrivals.await(1);
        arrivals.await(TimeUnit.MILLISECONDS.toNanos(1));
        Thread.currentThread().interrupt();
        arrivals.await(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(arrivals.take()).isEmpty();
    }
}

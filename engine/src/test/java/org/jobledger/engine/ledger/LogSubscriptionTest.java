package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every event once and in order, wherever a subscription begins and whatever happens to the journal meanwhile. */
@Timeout(120)
class LogSubscriptionTest {
    private static final int SEEDS = SoakBudget.of("soak.subscriptions", 150, 1_500);
    private static final int SEGMENT = 2048;
    private static final int WRITERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A subscription, where it began, and what it heard. */
    private record Heard(long from, List<Long> positions, Subscription subscription) {
        static Heard from(Ledger ledger, long from) {
            List<Long> heard = Collections.synchronizedList(new ArrayList<>());
            return new Heard(
                    from,
                    heard,
                    LogSubscription.start(
                            ledger.shownLog(),
                            from - 1,
                            event -> {
                                assertThat(ledger.log().forcedPosition()).isGreaterThanOrEqualTo(event.position());
                                heard.add(event.position());
                            },
                            "test-subscription",
                            ended -> {}));
        }

        void requireAllTo(long end) throws InterruptedException {
            assertThat(subscription.await(end, PATIENCE))
                    .as("position %d is heard; %s", end, subscription.failure())
                    .isTrue();
            subscription.close();
            assertThat(positions)
                    .isEqualTo(LongStream.rangeClosed(from, end).boxed().toList());
        }
    }

    @Test
    void whileOthersAppendAndSegmentsRollAndAreCompressedEachEventIsHeardOnceAndInOrder() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                oneRun(new Random(seed));
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println("subscriptions: " + SEEDS + " seeds, lost or doubled: 0");
    }

    private static void oneRun(Random lot) throws IOException, InterruptedException {
        try (Ledger ledger = LedgerOnDisk.own(new PowerCutDisk(), SEGMENT)) {
            int each = 5 + lot.nextInt(30);
            append(ledger, 99, lot.nextInt(20));
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(new Thread(() -> append(ledger, writer, each)));
            }
            writers.forEach(Thread::start);
            List<Heard> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                long end = ledger.shownLog().forcedPosition();
                all.add(Heard.from(ledger, lot.nextBoolean() ? end + 1 : 1 + lot.nextInt((int) end + 1)));
                if (lot.nextInt(3) == 0) {
                    Compression.compress(ledger);
                }
            }
            for (Thread writer : writers) {
                writer.join();
            }
            Compression.compress(ledger);
            all.add(Heard.from(ledger, 1));
            for (Heard heard : all) {
                heard.requireAllTo(ledger.log().forcedPosition());
            }
        }
    }

    private static void append(Ledger ledger, int writer, int count) {
        for (int version = 0; version < count; version++) {
            ledger.append(new LedgerCommand.Define(
                    ResourceRef.of("thing", "t" + writer), version, Document.of("n", version)));
        }
    }

    @Test
    void compressedSegmentsAreHeardLikeOthers() throws Exception {
        PowerCutDisk disk = new PowerCutDisk();
        try (Ledger ledger = Compression.history(disk, 7)) {
            assertThat(Compression.compress(ledger)).isPositive();
            Heard.from(ledger, 1).requireAllTo(ledger.log().forcedPosition());
        }
    }

    @Test
    void anEventIsHeardOnlyWhenTheLiveStateShowsIt() throws Exception {
        try (Ledger ledger = LedgerOnDisk.own(new PowerCutDisk(), 64 * 1024)) {
            ResourceRef thing = ResourceRef.of("thing", "t1");
            List<Long> behind = Collections.synchronizedList(new ArrayList<>());
            long first = ledger.log().forcedPosition();
            Subscription subscription = LogSubscription.start(
                    ledger.shownLog(),
                    first,
                    event -> {
                        ResourceState now = ledger.live().resource(thing);
                        if (now == null || now.version() < event.position() - first) {
                            behind.add(event.position());
                        }
                    },
                    "test-subscription",
                    ended -> {});
            append(ledger, 1, 500);
            assertThat(subscription.await(first + 500, PATIENCE)).isTrue();
            subscription.close();
            assertThat(behind).isEmpty();
        }
    }
}

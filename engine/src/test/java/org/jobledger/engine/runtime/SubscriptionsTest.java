package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions through the public API: what listeners do harms nobody, and what they miss they can go on with. */
@Timeout(300)
class SubscriptionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    @TempDir
    private Path directory;

    private final List<Long> heard = Collections.synchronizedList(new ArrayList<>());

    private EngineConfig.Builder engine() {
        return JobEngine.at(directory.resolve("ledger"))
                .operation(Operation.of("nothing", RecoveryPolicy.RESTART, job -> Document.empty()));
    }

    private static void run(JobEngine engine) throws InterruptedException {
        engine.submit(JobRequest.of("nothing").on(THING)).await();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void whatIsRecordedAndWhatComesIsHeardInOneRow() throws Exception {
        try (JobEngine engine = engine().open()) {
            run(engine);
            Subscription all = engine.subscribe(1, event -> heard.add(event.position()));
            run(engine);
            assertThat(all.await(engine.position(), PATIENCE)).isTrue();
            assertThat(heard).isEqualTo(range(1, engine.position()));
            assertThat(all.position()).isEqualTo(engine.position());
        }
    }

    @Test
    void aListenerGoesOnAfterARestartFromThePositionItHasKept() throws Exception {
        long kept;
        try (JobEngine engine = engine().open()) {
            run(engine);
            Subscription first = engine.subscribe(1, event -> heard.add(event.position()));
            assertThat(first.await(3, PATIENCE)).isTrue();
            first.close();
            kept = first.position();
            run(engine);
        }
        assertThat(heard).isEqualTo(range(1, kept));
        try (JobEngine engine = engine().open()) {
            Subscription second = engine.subscribe(kept + 1, event -> heard.add(event.position()));
            assertThat(second.await(engine.position(), PATIENCE)).isTrue();
            assertThat(heard).isEqualTo(range(1, engine.position()));
        }
    }

    @Test
    void aListenerThatHangsDelaysNeitherJobsNorOtherListenersNorTheClose() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        Subscription stuck;
        try (JobEngine engine = engine().open()) {
            stuck = engine.subscribe(1, event -> {
                hangs.countDown();
                never.await();
            });
            hangs.await();
            run(engine);
            Subscription other = engine.subscribe(1, event -> heard.add(event.position()));
            assertThat(other.await(engine.position(), PATIENCE)).isTrue();
        }
        assertThat(stuck.state()).isEqualTo(Subscription.State.CLOSED);
        assertThat(stuck.position()).isZero();
        never.countDown();
    }

    @Test
    void aListenerThatThrowsEndsItsOwnSubscriptionBeforeTheEventAndNobodyElses() throws Exception {
        for (Throwable fault : List.of(
                new IllegalStateException("made up"),
                new AssertionError("made up"),
                new StackOverflowError("made up"))) {
            try (JobEngine engine = engine().open()) {
                Subscription other = engine.subscribe(1, event -> heard.add(event.position()));
                Subscription throwing = engine.subscribe(1, event -> {
                    if (event.position() == 2) {
                        if (fault instanceof Error error) {
                            throw error;
                        }
                        throw new IllegalStateException(fault);
                    }
                });
                assertThat(throwing.await(2, PATIENCE)).isFalse();
                assertThat(throwing.state()).isEqualTo(Subscription.State.FAILED);
                assertThat(throwing.failure()).isPresent();
                assertThat(throwing.position()).isEqualTo(1);
                run(engine);
                assertThat(other.await(engine.position(), PATIENCE)).isTrue();
                assertThat(other.state()).isEqualTo(Subscription.State.ACTIVE);
            }
        }
    }

    @Test
    void aListenerMayCallTheEngineBackAndSeesWhatItHears() throws Exception {
        CompletableFuture<Optional<JobStats>> seen = new CompletableFuture<>();
        CompletableFuture<Long> followed = new CompletableFuture<>();
        try (JobEngine engine = engine().open()) {
            Subscription subscription = engine.subscribe(engine.position() + 1, event -> {
                if (event.event().type() == EventType.JOB_COMPLETED && !seen.isDone()) {
                    seen.complete(engine.jobStats(event.jobId()));
                    Job next = engine.submit(JobRequest.of("nothing").on(THING));
                    followed.complete(next.await().id());
                }
            });
            run(engine);
            assertThat(followed.get()).isEqualTo(2);
            assertThat(seen.get()).get().extracting(JobStats::id).isEqualTo(1L);
            assertThat(subscription.await(engine.position(), PATIENCE)).isTrue();
        }
    }

    @Test
    void aListenerMayCloseItsSubscriptionAndEvenTheEngine() throws Exception {
        AtomicReference<Subscription> own = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        JobEngine engine = engine().open();
        own.set(engine.subscribe(engine.position() + 1, event -> {
            own.get().close();
            engine.close();
            closed.countDown();
        }));
        engine.record(THING, 0, Document.empty());
        closed.await();
        assertThat(own.get().state()).isEqualTo(Subscription.State.CLOSED);
        engine().open().close();
    }

    @Test
    void closingTwiceDoesNothingMoreAndAfterItNothingIsHeard() throws Exception {
        try (JobEngine engine = engine().open()) {
            Subscription subscription = engine.subscribe(1, event -> heard.add(event.position()));
            assertThat(subscription.await(1, PATIENCE)).isTrue();
            subscription.close();
            int before = heard.size();
            subscription.close();
            run(engine);
            assertThat(heard).hasSize(before);
            assertThat(subscription.await(engine.position(), PATIENCE)).isFalse();
            assertThat(subscription.failure()).isEmpty();
        }
    }

    @Test
    void interruptsOfTheListenersThreadLoseNothing() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (JobEngine engine = engine().open()) {
            Subscription subscription = engine.subscribe(1, event -> {
                thread.set(Thread.currentThread());
                Thread.currentThread().interrupt();
                heard.add(event.position());
            });
            for (int i = 0; i < 50; i++) {
                engine.record(THING, i, Document.of("n", i));
                Optional.ofNullable(thread.get()).ifPresent(Thread::interrupt);
            }
            assertThat(subscription.await(engine.position(), PATIENCE))
                    .as("%s", subscription.failure())
                    .isTrue();
            assertThat(heard).isEqualTo(range(1, engine.position()));
        }
    }

    @Test
    void badPositionsAndTooManySubscriptionsAreRefusedByName() {
        try (JobEngine engine = engine().open()) {
            long beyond = engine.position() + 2;
            assertThatThrownBy(() -> engine.subscribe(0, event -> {}))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("position 0");
            assertThatThrownBy(() -> engine.subscribe(beyond, event -> {}))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("position " + beyond);
            for (int i = 0; i < Subscriptions.MOST; i++) {
                engine.subscribe(1, event -> {});
            }
            assertThatThrownBy(() -> engine.subscribe(1, event -> {})).hasMessageContaining("256 subscriptions");
        }
    }

    /** What is durable is shown a moment later; who asks for the position between the two must be able to listen from there. */
    @Test
    void whoListensFromTheNewestPositionOnNeedNotWaitUntilItIsShown() {
        Subscriptions subscriptions = new Subscriptions(new EndsAt(5), () -> 6);
        Subscription behind = subscriptions.begin(7, event -> {});
        assertThat(behind.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThatThrownBy(() -> subscriptions.begin(8, event -> {})).hasMessageContaining("position 8");
        subscriptions.close();
    }

    /** A log that shows so many events and gets no more. */
    private record EndsAt(long forcedPosition) implements ForcedLog {
        @Override
        public boolean awaitForced(long beyondPosition, Duration atMost) throws InterruptedException {
            return new CountDownLatch(1).await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public EventCursor read(long firstPosition) {
            return new EventCursor() {
                @Override
                public @Nullable StoredEvent next() {
                    return null;
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void anInspectedLedgerIsHeardToItsEndAndAClosedEngineNotAtAll() throws Exception {
        engine().open().close();
        JobEngine engine = engine().mode(OpenMode.INSPECT).open();
        AtomicReference<RecordedEvent> last = new AtomicReference<>();
        assertThat(engine.subscribe(1, last::set).await(engine.position(), PATIENCE))
                .isTrue();
        assertThat(last.get().event().type()).isEqualTo(EventType.ENGINE_CLOSED);
        engine.close();
        assertThatThrownBy(() -> engine.subscribe(1, event -> {})).isInstanceOf(LedgerClosedException.class);
    }
}

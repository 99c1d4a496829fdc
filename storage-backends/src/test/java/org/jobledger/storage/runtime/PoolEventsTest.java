package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Subscription;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.PoolEvent.Kind;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to pools is heard from the log: in order, once, from any position, also after a restart. */
class PoolEventsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path scratch;

    private StorageDriver driver;

    @BeforeEach
    void open() {
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private List<PoolEvent> heard(long from) throws InterruptedException {
        List<PoolEvent> events = new CopyOnWriteArrayList<>();
        try (Subscription subscription = driver.poolEvents(from, events::add)) {
            assertThat(subscription.await(driver.engine().position(), LONG)).isTrue();
        }
        return List.copyOf(events);
    }

    private static List<String> words(List<PoolEvent> events) {
        return events.stream().map(event -> event.pool() + " " + event.kind()).toList();
    }

    private PoolDefinition pool(String name) {
        return PoolDefinition.dir(name, scratch.resolve(name).toString());
    }

    private void life() throws InterruptedException {
        PoolDefinition p = pool("p");
        driver.definePool(p);
        driver.setPoolAutostart("p", true);
        driver.setPoolAutostart("p", true);
        driver.buildPool("p");
        driver.startPool("p");
        StorageDriver.finish(driver.refreshPool("p"));
        driver.createPool(pool("q"), Set.of(PoolOption.BUILD));
        driver.stopPool("q");
        driver.stopPool("p");
        driver.definePool(p);
        driver.deletePool("p");
        assertThatThrownBy(() -> driver.startPool("p")).isInstanceOf(BackendException.class);
        driver.startPool("p", Set.of(PoolOption.BUILD));
        driver.stopPool("p");
        driver.undefinePool("p");
    }

    private static final List<String> LIFE = List.of(
            "p DEFINED",
            "p CREATED",
            "p STARTED",
            "p REFRESHED",
            "q STARTED",
            "q STOPPED",
            "p STOPPED",
            "p DEFINED",
            "p DELETED",
            "p STARTED",
            "p STOPPED",
            "p UNDEFINED");

    @Test
    void theWholeLifeOfAPoolIsHeardInOrder() throws Exception {
        List<PoolEvent> coming = new CopyOnWriteArrayList<>();
        try (Subscription subscription = driver.poolEvents(driver.engine().position() + 1, coming::add)) {
            life();
            assertThat(subscription.await(driver.engine().position(), LONG)).isTrue();
        }
        assertThat(words(coming)).isEqualTo(LIFE);
        assertThat(heard(1)).isEqualTo(coming);
        assertThat(coming).extracting(PoolEvent::position).isSorted().doesNotHaveDuplicates();
        assertThat(coming.get(0).uuid()).isNotNull().isEqualTo(coming.get(1).uuid());
    }

    @Test
    void fromAnyMomentOnEachThingIsWhatItIsWithoutTheLogBefore() throws Exception {
        List<List<PoolEvent>> heard = new ArrayList<>();
        List<Subscription> subscriptions = new ArrayList<>();
        List<Runnable> steps = List.of(
                () -> driver.definePool(pool("p")),
                () -> driver.buildPool("p"),
                () -> driver.startPool("p"),
                () -> driver.setPoolAutostart("p", true),
                () -> driver.createPool(pool("q"), Set.of(PoolOption.BUILD)),
                () -> driver.stopPool("q"),
                () -> driver.stopPool("p"),
                () -> driver.undefinePool("p"));
        List<String> all = List.of(
                "p DEFINED", "p CREATED", "p STARTED", "", "q STARTED", "q STOPPED", "p STOPPED", "p UNDEFINED");
        for (Runnable step : steps) {
            List<PoolEvent> events = new CopyOnWriteArrayList<>();
            heard.add(events);
            subscriptions.add(driver.poolEvents(events::add));
            step.run();
        }
        for (int i = 0; i < steps.size(); i++) {
            assertThat(subscriptions.get(i).await(driver.engine().position(), LONG))
                    .isTrue();
            assertThat(words(heard.get(i)))
                    .as("from step %s on", i)
                    .isEqualTo(all.subList(i, all.size()).stream()
                            .filter(word -> !word.isEmpty())
                            .toList());
            subscriptions.get(i).close();
        }
    }

    /** Seeds of who subscribes while everything happens: what each of them hears is the end of what there is. */
    @Test
    void whoListensWhileMuchHappensHearsAnEndOfItWithoutGap() throws Exception {
        Thread much = new Thread(() -> {
            for (int i = 0; i < 9; i++) {
                driver.definePool(pool("p" + i % 3));
                driver.buildPool("p" + i % 3);
                driver.startPool("p" + i % 3);
                driver.stopPool("p" + i % 3);
                driver.undefinePool("p" + i % 3);
            }
        });
        much.start();
        List<List<PoolEvent>> heard = new ArrayList<>();
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<PoolEvent> events = new CopyOnWriteArrayList<>();
            heard.add(events);
            subscriptions.add(driver.poolEvents(events::add));
        }
        much.join();
        List<PoolEvent> all = heard(1);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(subscriptions.get(i).await(driver.engine().position(), LONG))
                    .isTrue();
            List<PoolEvent> end = heard.get(i);
            assertThat(end).isEqualTo(all.subList(all.size() - end.size(), all.size()));
            subscriptions.get(i).close();
        }
    }

    @Test
    void aListenerGoesOnWhereItWasAfterARestartWithoutGapOrDouble() throws Exception {
        life();
        List<PoolEvent> all = heard(1);
        driver.close();
        open();
        for (PoolEvent cut : all) {
            assertThat(heard(cut.position() + 1))
                    .as("after %s", cut)
                    .isEqualTo(all.subList(all.indexOf(cut) + 1, all.size()));
        }
    }

    @Test
    void theKindsAreLibvirtsInItsOrder() {
        assertThat(Kind.values())
                .startsWith(Kind.DEFINED, Kind.UNDEFINED, Kind.STARTED, Kind.STOPPED, Kind.CREATED, Kind.DELETED);
    }

    @Test
    void aPositionThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> driver.poolEvents(0, event -> {})).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> driver.poolEvents(1_000_000, event -> {}))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1000000");
    }
}

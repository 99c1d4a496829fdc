package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.ProjectionBehindException;
import org.junit.jupiter.api.Test;

/** When the projector rests. No clock runs here. */
class ProjectorPaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long FAR = 5_000_000;

    @Test
    void whileLittleComesEventsAreGatheredForAMoment() {
        ProjectorPace pace = new ProjectorPace(new Traffic(0, 0), FAR);
        assertThat(pace.rest(1, 1, SECOND, MILLI)).isEqualTo(ProjectorPace.GATHERING);
        assertThat(pace.rest(4000, 4000, 2 * SECOND, MILLI)).isEqualTo(ProjectorPace.GATHERING);
    }

    @Test
    void whileMuchComesItWorksAThirdOfTheTime() {
        ProjectorPace pace = new ProjectorPace(new Traffic(0, 0), FAR);
        assertThat(pace.rest(25_000, 10_000, SECOND, 50 * MILLI)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whileVeryMuchComesItWorksATenthOfTheTime() {
        ProjectorPace pace = new ProjectorPace(new Traffic(0, 0), FAR);
        assertThat(pace.rest(100_000, 10_000, SECOND, 50 * MILLI)).isEqualTo(Duration.ofMillis(450));
    }

    @Test
    void whenItIsQuietAgainWhatIsBehindIsCaughtUpWithoutRest() {
        ProjectorPace pace = new ProjectorPace(new Traffic(0, 0), FAR);
        pace.rest(100_000, 10_000, SECOND, 50 * MILLI);
        assertThat(pace.rest(100_100, 20_000, 2 * SECOND, 50 * MILLI)).isZero();
    }

    @Test
    void farBehindItDoesNotRestHoweverMuchComes() {
        ProjectorPace pace = new ProjectorPace(new Traffic(0, 0), FAR);
        assertThat(pace.rest(FAR + 1 + 100_000, 100_000, SECOND, 50 * MILLI)).isZero();
    }

    @Test
    void trafficIsJudgedOverItsWindowAndNotOverAMoment() {
        Traffic traffic = new Traffic(0, 0);
        long window = Traffic.WINDOW.toNanos();
        assertThat(traffic.much(50_000, window - 1)).isFalse();
        assertThat(traffic.much(50_000, window)).isTrue();
        assertThat(traffic.much(50_000, window + 1)).isTrue();
        assertThat(traffic.much(50_000, 2 * window)).isFalse();
        long just = Traffic.MUCH_PER_SECOND * window / SECOND;
        assertThat(traffic.much(50_000 + just, 3 * window)).isTrue();
        assertThat(traffic.much(50_000 + 2 * just - 1, 4 * window)).isFalse();
    }

    @Test
    void aReaderWhoMustWaitIsHeardOnceForEachPositionAndOneWhoNeedNotIsNot() {
        List<String> heard = new ArrayList<>();
        PublishedTables published = new PublishedTables(() -> heard.add("wanted"));
        try (Projection tables = Projection.inMemory()) {
            published.publish(tables);
            assertThat(published.await(0, Duration.ZERO)).isSameAs(tables);
            assertThat(published.wanted()).isFalse();
            assertThat(heard).isEmpty();
            behind(published, 5);
            behind(published, 5);
            behind(published, 3);
            assertThat(published.wanted()).isTrue();
            assertThat(heard).hasSize(1);
            published.advanced(5);
            assertThat(published.wanted()).isFalse();
        }
    }

    private static void behind(PublishedTables published, long position) {
        assertThatThrownBy(() -> published.await(position, Duration.ZERO))
                .isInstanceOf(ProjectionBehindException.class);
    }
}

package org.jobledger.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.EngineTimer;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final VirtualClock clock = new VirtualClock();
    private final EngineTimer timer = clock.timer("unused");
    private final List<String> called = new ArrayList<>();

    private Runnable call(String name) {
        return () -> called.add(name + "@" + Duration.ofNanos(clock.nanoTime()).toSeconds());
    }

    @Test
    void tasksAreCalledInTheOrderOfTheirTimesEachAtItsOwn() {
        timer.after(Duration.ofSeconds(5), call("b"));
        timer.after(Duration.ofSeconds(2), call("a"));
        timer.after(Duration.ofSeconds(5), call("c"));
        timer.after(Duration.ofSeconds(9), call("later"));
        clock.advance(Duration.ofSeconds(6));
        assertThat(called).containsExactly("a@2", "b@5", "c@5");
        assertThat(clock.instant()).isEqualTo(VirtualClock.START.plusSeconds(6));
    }

    @Test
    void repeatedTasksGoOnUntilTheTimerIsClosed() {
        timer.every(Duration.ofSeconds(2), call("x"));
        clock.advance(Duration.ofSeconds(5));
        timer.close();
        clock.advance(Duration.ofSeconds(5));
        assertThat(called).containsExactly("x@2", "x@4");
    }

    @Test
    void whatIsCancelledIsNotCalled() {
        timer.after(Duration.ofSeconds(1), call("x")).run();
        clock.advance(Duration.ofSeconds(2));
        assertThat(called).isEmpty();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
    }
}

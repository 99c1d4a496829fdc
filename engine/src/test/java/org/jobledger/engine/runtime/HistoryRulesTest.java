package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;

/** The rules by which histories are judged find what is wrong in one. */
class HistoryRulesTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    private final List<RecordedEvent> history = new ArrayList<>();

    private void add(long job, Event event) {
        long version = history.stream().filter(other -> other.jobId() == job).count() + 1;
        history.add(new RecordedEvent(history.size() + 1L, 1, Instant.EPOCH, job, version, event));
    }

    private void created(long job, Claim claim) {
        add(
                job,
                new JobCreated(
                        "work",
                        1,
                        JobClass.ASYNC,
                        List.of(claim),
                        Document.empty(),
                        RecoveryPolicy.FAIL,
                        "test",
                        "call " + job));
        add(job, new JobStarted(1, false, "worker"));
    }

    private void ended(long job) {
        add(job, new JobFinishing(Ending.COMPLETED, 0, 0));
        add(job, new JobCompleted(Document.empty()));
    }

    private void require(HistoryRules.Call... calls) {
        new HistoryRules(history).require(List.of(calls));
    }

    @Test
    void twoThatExcludeEachOtherAtOnceAreFound() {
        created(1, Claim.exclusive(THING));
        created(2, Claim.shared(THING));
        ended(1);
        ended(2);
        assertThatThrownBy(this::require).isInstanceOf(AssertionError.class).hasMessageContaining("claims at");
    }

    @Test
    void twoThatStandBesideEachOtherAreNot() {
        created(1, Claim.shared(THING));
        created(2, Claim.shared(THING));
        ended(2);
        ended(1);
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void aJobThatNeverEndsOrGoesOnAfterItsEndIsFound() {
        created(1, Claim.exclusive(THING));
        assertThatThrownBy(this::require).isInstanceOf(AssertionError.class).hasMessageContaining("job 1");
        ended(1);
        assertThatCode(this::require).doesNotThrowAnyException();
        add(1, new JobPaused("me"));
        assertThatThrownBy(this::require).isInstanceOf(AssertionError.class).hasMessageContaining("in state COMPLETED");
    }

    @Test
    void aCallWithoutItsEffectAndAnEffectWithoutItsJobAreFound() {
        created(1, Claim.exclusive(THING));
        ended(1);
        assertThatThrownBy(() -> require(new HistoryRules.Call("me", "pause", List.of(1L), null)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("pause");
        assertThatThrownBy(() ->
                        require(new HistoryRules.Call("call 1", "submit", List.of(), new IllegalStateException())))
                .isInstanceOf(AssertionError.class);
        assertThatCode(() -> require(new HistoryRules.Call("call 1", "submit", List.of(1L), null)))
                .doesNotThrowAnyException();
    }
}

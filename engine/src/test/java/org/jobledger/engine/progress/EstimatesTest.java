package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobContinued;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.SpeedLimited;
import org.jobledger.engine.event.TotalDeclared;
import org.junit.jupiter.api.Test;

/** The fold of estimates over the events of a log: the same from the beginning and from any place where it was saved. */
class EstimatesTest {
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");

    private final List<RecordedEvent> log = new ArrayList<>();
    private final Estimates estimates = new Estimates();

    private PredictionAccuracy add(long job, JobEvent event) {
        Instant at = Instant.EPOCH.plusSeconds(log.size());
        RecordedEvent recorded = new RecordedEvent(log.size() + 1, 1, at, job, 1, event);
        log.add(recorded);
        return estimates.apply(recorded);
    }

    private void begin(long job, String algorithm) {
        add(
                job,
                new JobCreated(
                        "wipe",
                        1,
                        JobClass.ASYNC,
                        List.of(Claim.exclusive(POOL.child("volume", "v" + job))),
                        Document.of("algorithm", algorithm),
                        RecoveryPolicy.RESUME,
                        "me",
                        "volWipe"));
        add(job, new JobStarted(1, false, "w"));
        add(job, new TotalDeclared(1000, "bytes"));
    }

    private void ticks(long job, int from, int to, double bytesASecond) {
        for (int second = from + 1; second <= to; second++) {
            add(job, new ProgressTicked((long) (second * bytesASecond), second * 1000L));
        }
    }

    private PredictionAccuracy complete(long job, int seconds) {
        add(job, new JobFinishing(Ending.COMPLETED, 1000, seconds * 1000L));
        return add(job, new JobCompleted(Document.empty()));
    }

    private TimeRemaining at(long job, int second) {
        return Objects.requireNonNull(estimates.outlook(job)).at(second * 1000L);
    }

    @Test
    void savedAnywhereAndGoneOnWithItEndsInTheSame() {
        Random random = new Random(7);
        for (int job = 1; job <= 12; job++) {
            begin(job, job % 3 == 0 ? "dod" : "zero");
            double speed = 5 + random.nextInt(20);
            int seconds = (int) (1000 / speed);
            ticks(job, 0, seconds, speed);
            if (job % 5 == 0) {
                add(job, new JobFailed("io", "x"));
            } else if (job % 4 != 0) {
                complete(job, seconds + 1);
            }
        }
        byte[] whole = estimates.save();
        for (int cut = 0; cut <= log.size(); cut += 17) {
            Estimates before = new Estimates();
            log.subList(0, cut).forEach(before::apply);
            Estimates after = Estimates.restore(before.save());
            log.subList(cut, log.size()).forEach(after::apply);
            assertThat(after.save()).as("saved after %d events", cut).isEqualTo(whole);
            assertThat(after.outlook(4)).isEqualTo(estimates.outlook(4)).isNotNull();
        }
    }

    @Test
    void jobsOfAnotherAlgorithmTeachNothing() {
        begin(1, "zero");
        ticks(1, 0, 100, 10);
        complete(1, 100);
        begin(2, "dod");
        ticks(2, 0, 1, 10);
        begin(3, "zero");
        ticks(3, 0, 1, 10);
        assertThat(at(2, 1).basis()).isEqualTo("live");
        assertThat(at(3, 1).basis()).isEqualTo("history(1)");
    }

    @Test
    void aJobWhoseLimitChangedWhileItRanTeachesNothing() {
        begin(1, "zero");
        ticks(1, 0, 40, 10);
        add(1, new SpeedLimited("me", 1));
        for (int second = 41; second <= 640; second++) {
            add(1, new ProgressTicked(400 + second - 40, second * 1000L));
        }
        assertThat(complete(1, 640)).isNotEqualTo(PredictionAccuracy.NONE);
        begin(2, "zero");
        add(2, new SpeedLimited("me", 10));
        ticks(2, 0, 1, 10);
        begin(3, "zero");
        ticks(3, 0, 1, 10);
        assertThat(at(2, 1).basis()).isEqualTo("live");
        assertThat(at(3, 1).basis()).isEqualTo("live");
    }

    @Test
    void withHistoryTheTotalAloneTellsHowLongItWillTake() {
        begin(1, "zero");
        assertThat(estimates.outlook(1)).as("nobody knows yet").isNull();
        ticks(1, 0, 100, 10);
        complete(1, 100);
        begin(2, "zero");
        assertThat(at(2, 0).state()).isEqualTo(EstimateState.RUNNING);
        assertThat(at(2, 0).p50Millis()).isBetween(99_000L, 101_000L);
        assertThat(at(2, 0).shownMillis()).isEqualTo(at(2, 0).p50Millis());
    }

    @Test
    void aPauseFreezesTheClockAndAContinuationLetsItRun() {
        begin(1, "zero");
        ticks(1, 0, 40, 10);
        add(1, new JobPaused("me"));
        assertThat(at(1, 40).state()).isEqualTo(EstimateState.PAUSED);
        assertThat(at(1, 40).predictedEnd()).isNull();
        add(1, new JobContinued("me"));
        ticks(1, 40, 41, 10);
        assertThat(at(1, 41).state()).isEqualTo(EstimateState.RUNNING);
        assertThat(at(1, 41).p50Millis()).isBetween(58_500L, 59_500L);
    }

    @Test
    void aCrashRestsTheEstimateAndAResumptionGoesOnWithItAtOnce() {
        begin(1, "zero");
        ticks(1, 0, 40, 10);
        add(1, new CheckpointReached(Document.empty(), 400, 40_000));
        long before = at(1, 40).p50Millis();
        add(1, new JobInterrupted(JobStatus.RUNNING));
        add(1, new RecoveryDecided(RecoveryOutcome.RESUMED, "x"));
        add(1, new JobStarted(2, false, "w"));
        assertThat(at(1, 40).p50Millis()).isEqualTo(before);
        add(1, new TotalDeclared(1000, "bytes"));
        ticks(1, 40, 50, 10);
        assertThat(at(1, 50).p50Millis()).isBetween(49_000L, 51_000L);
    }

    @Test
    void onlyWhatCompletedTeachesAndTellsHowGoodThePredictionWas() {
        begin(1, "zero");
        ticks(1, 0, 100, 10);
        assertThat(add(1, new JobFailed("io", "x"))).isEqualTo(PredictionAccuracy.NONE);
        begin(2, "zero");
        ticks(2, 0, 99, 10);
        assertThat(at(2, 99).basis()).isEqualTo("live");
        assertThat(complete(2, 100)).isEqualTo(new PredictionAccuracy(1, 1, 1));
    }

    @Test
    void whatAnotherReleaseSavedIsRefused() {
        byte[] saved = estimates.save();
        saved[7]++;
        assertThatThrownBy(() -> Estimates.restore(saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("algorithm");
        assertThatThrownBy(() -> Estimates.restore(new byte[3])).isInstanceOf(RuntimeException.class);
    }
}

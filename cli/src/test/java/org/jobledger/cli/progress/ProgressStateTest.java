package org.jobledger.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;

class ProgressStateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static JobInfo wipe(long processed, long total, long checkpointed, boolean abortRequested) {
        return new JobInfo(
                7,
                "wipe",
                total < 0 ? JobInfoType.UNBOUNDED : JobInfoType.BOUNDED,
                JobStatus.RUNNING,
                List.of(Claim.exclusive(ResourceRef.of("pool", "p").child("volume", "v"))),
                processed,
                total,
                "bytes",
                JobPhase.NONE,
                0,
                1,
                checkpointed,
                abortRequested,
                "tester",
                "wipeVolume",
                Instant.EPOCH,
                0,
                0,
                TimeRemaining.NOTHING_YET,
                0);
    }

    @Test
    void thePercentageNeverFallsAndIsNot100BeforeTheEnd() {
        SteadyPercent percent = new SteadyPercent();

        assertThat(percent.running(0)).isZero();
        assertThat(percent.running(0.5)).isEqualTo(50);
        assertThat(percent.running(0.25)).isEqualTo(50);
        assertThat(percent.running(1)).isEqualTo(99);
        assertThat(percent.running(Double.MAX_VALUE)).isEqualTo(99);
        assertThat(percent.running(-1)).isEqualTo(-1);
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        RateMeter rate = new RateMeter();

        assertThat(rate.sample(0, 0)).isEqualTo(-1);
        assertThat(rate.sample(SECOND, 100)).isEqualTo(100);
        for (int second = 2; second < 10; second++) {
            assertThat(rate.sample(second * SECOND, 100)).isLessThanOrEqualTo(100);
        }
        assertThat(rate.sample(10 * SECOND, 100)).isZero();
    }

    @Test
    void aResumeBeginsTheRateAnew() {
        RateMeter rate = new RateMeter();
        rate.sample(0, 1000);

        assertThat(rate.sample(SECOND, 500)).isEqualTo(-1);
    }

    @Test
    void aLogGetsALineAtEach10PercentAtTheFirstCheckpointAndEach30Seconds() {
        Milestones milestones = new Milestones(0);

        assertThat(milestones.reached(wipe(0, -1, 0, false), -1, 0)).isFalse();
        assertThat(milestones.reached(wipe(0, 100, 0, false), 0, 0)).isTrue();
        assertThat(milestones.reached(wipe(9, 100, 0, false), 9, 0)).isFalse();
        assertThat(milestones.reached(wipe(10, 100, 0, false), 10, 0)).isTrue();
        assertThat(milestones.reached(wipe(12, 100, 11, false), 12, 0)).isTrue();
        assertThat(milestones.reached(wipe(13, 100, 12, false), 13, 0)).isFalse();
        assertThat(milestones.reached(wipe(13, 100, 12, false), 13, 30 * SECOND))
                .isTrue();
        assertThat(milestones.reached(wipe(13, 100, 12, false), 13, 31 * SECOND))
                .isFalse();
    }

    @Test
    void aLogLineSaysWhatWhereAndHowFar() {
        List<String> log = new ArrayList<>();
        LineDisplay display = new LineDisplay(log::add, false);

        display.update(List.of(wipe(128L << 20, 256L << 20, 64L << 20, true)));

        assertThat(log).containsExactly("wipe p/v, 50 %, 128 MiB of 256 MiB, checkpoint at 64 MiB, stopping");
    }

    @Test
    void aJsonLineHasStableNames() {
        List<String> log = new ArrayList<>();
        JsonLineDisplay display = new JsonLineDisplay(log::add);

        display.update(List.of(wipe(50, 100, 25, false)));

        assertThat(log)
                .containsExactly(
                        "{\"progress\":{\"jobId\":7,\"operation\":\"wipe\",\"status\":\"RUNNING\",\"percent\":50,"
                                + "\"processed\":50,\"total\":100,\"checkpointed\":25,\"bytesPerSecond\":null,"
                                + "\"unit\":\"bytes\",\"unitsPerSecond\":null,\"estimate\":\"ESTIMATING\","
                                + "\"timeRemainingMillis\":null,\"timeRemainingAtMostMillis\":null}}");
    }

    private static JobInfo estimated(long total, JobStatus status, TimeRemaining estimate) {
        JobInfo wipe = wipe(50, total, 0, false);
        return new JobInfo(
                wipe.id(),
                wipe.operation(),
                wipe.type(),
                status,
                wipe.claims(),
                wipe.processed(),
                wipe.total(),
                wipe.unit(),
                wipe.phase(),
                wipe.timeElapsedMillis(),
                wipe.attempt(),
                wipe.checkpointed(),
                wipe.abortRequested(),
                wipe.principal(),
                wipe.api(),
                wipe.createdAt(),
                wipe.queueMillis(),
                wipe.ticks(),
                estimate,
                wipe.speedLimit());
    }

    private static TimeLeft left(EstimateState state, long shown, long p90, long stalled) {
        return TimeLeft.of(estimated(
                100,
                JobStatus.RUNNING,
                new TimeRemaining(state, 1, 8000, p90, shown, Instant.EPOCH, stalled, 0.2, 10, 10, 7)));
    }

    @Test
    void theTimeLeftIsWhatTheEngineSays() {
        assertThat(left(EstimateState.RUNNING, 8000, 9000, 0))
                .isEqualTo(new TimeLeft(TimeLeft.State.RUNNING, 8000, 9000, 0, 0.2));
        assertThat(left(EstimateState.RUNNING, 8000, 7000, 0).atMostMillis()).isEqualTo(8000);
        assertThat(left(EstimateState.STALLED, 8000, 9000, 12_000))
                .isEqualTo(new TimeLeft(TimeLeft.State.STALLED, TimeLeft.UNKNOWN, TimeLeft.UNKNOWN, 12_000, 0.2));
        assertThat(left(EstimateState.FINALIZING, 0, 0, 0).state()).isEqualTo(TimeLeft.State.FINALIZING);
        assertThat(left(EstimateState.PAUSED, 8000, 9000, 0).state()).isEqualTo(TimeLeft.State.PAUSED);
    }

    @Test
    void beforeAnythingIsKnownTheShareIsThatOfTheAmount() {
        TimeRemaining nothing = TimeRemaining.NOTHING_YET;

        assertThat(TimeLeft.of(estimated(100, JobStatus.RUNNING, nothing)))
                .isEqualTo(TimeLeft.of(TimeLeft.State.ESTIMATING, 0.5));
        assertThat(TimeLeft.of(estimated(100, JobStatus.QUEUED, nothing)))
                .isEqualTo(TimeLeft.of(TimeLeft.State.NONE, 0.5));
        assertThat(TimeLeft.of(estimated(100, JobStatus.PAUSED, nothing)).state())
                .isEqualTo(TimeLeft.State.PAUSED);
        assertThat(TimeLeft.of(estimated(-1, JobStatus.RUNNING, nothing))).isEqualTo(TimeLeft.NONE);
    }
}

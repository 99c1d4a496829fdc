package org.jobledger.engine.progress;

import java.util.Optional;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/** One unfinished job as {@link Estimates} sees it. Written by one thread. */
final class JobEstimate {
    private EstimateKey key;
    private long total = Work.UNKNOWN;
    private long processed;
    private long workingMillis;
    private long wallMillis;
    private @Nullable TimeEstimator estimator;

    JobEstimate(EstimateKey key) {
        this.key = key;
    }

    EstimateKey key() {
        return key;
    }

    /** Its speed is limited; one that is measured already is like no other then, and teaches nothing. */
    void limited(long unitsPerSecond) {
        key = key.limited(measured() && key.speedLimit() != unitsPerSecond ? EstimateKey.MIXED : unitsPerSecond);
    }

    /** What there is to do was declared, or is not known any more because an attempt begins anew. */
    void total(long newTotal) {
        total = newTotal;
    }

    /** How far it was at a moment. The estimator is made at the first: making it costs more than many a short job that has none. */
    void sample(EstimateHistory history, long atWallMillis, long nowProcessed, long atWorkingMillis) {
        TimeEstimator running = estimator == null ? history.start(key, 0, atWallMillis) : estimator;
        estimator = running;
        running.tick(atWorkingMillis, nowProcessed, total);
        processed = nowProcessed;
        workingMillis = atWorkingMillis;
        wallMillis = atWallMillis;
    }

    /** The same sample as before with another total; nothing done where there was none. */
    void sampleAgain(EstimateHistory history, long atWallMillis) {
        sample(history, atWallMillis, processed, workingMillis);
    }

    /** Whether there is anything to estimate from. */
    boolean measured() {
        return estimator != null || total != Work.UNKNOWN;
    }

    void paused(boolean now) {
        if (estimator != null) {
            estimator.paused(now);
        }
    }

    /** What it teaches; how good its prediction was comes with it. */
    PredictionAccuracy complete(EstimateHistory history, long atWallMillis) {
        Optional<CompletedRun> run = estimator == null ? Optional.empty() : estimator.complete(workingMillis);
        run.filter(learned -> key.speedLimit() != EstimateKey.MIXED)
                .ifPresent(learned -> history.learn(key, learned, atWallMillis));
        return run.map(CompletedRun::accuracy).orElse(PredictionAccuracy.NONE);
    }

    @Nullable
    Outlook outlook() {
        return estimator == null ? null : estimator.outlook(wallMillis);
    }

    /** Carries one out, or a new one in. */
    static JobEstimate exchange(Exchange with, @Nullable JobEstimate now) {
        EstimateKey key = EstimateKey.exchange(with, now == null ? null : now.key);
        JobEstimate job = now == null ? new JobEstimate(key) : now;
        job.total = with.whole(job.total);
        job.processed = with.whole(job.processed);
        job.workingMillis = with.whole(job.workingMillis);
        job.wallMillis = with.whole(job.wallMillis);
        if (with.flag(job.estimator != null)) {
            job.estimator = TimeEstimator.exchange(with, job.estimator);
        }
        return job;
    }
}

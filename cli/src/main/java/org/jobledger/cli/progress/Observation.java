package org.jobledger.cli.progress;

import java.util.Locale;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.event.JobStatus;

/** Makes views of one job from its snapshots, remembering what was shown. Not thread-safe. */
final class Observation {
    private final SteadyPercent percent = new SteadyPercent();
    private final RateMeter rate = new RateMeter();

    ProgressView of(JobInfo info, long nanos) {
        long perSecond = rate.sample(nanos, info.processed());
        TimeLeft timeLeft = TimeLeft.of(info);
        return new ProgressView(
                info.operation(),
                subject(info),
                info.phase(),
                percent.running(timeLeft.share()),
                info.processed(),
                info.total(),
                info.unit(),
                perSecond,
                timeLeft,
                note(info));
    }

    static String subject(JobInfo info) {
        return info.claims().stream()
                .map(claim -> claim.resource().path())
                .findFirst()
                .orElse("");
    }

    private static String note(JobInfo info) {
        if (info.abortRequested()) {
            return "stopping";
        } else if (info.status() == JobStatus.RUNNING || info.status() == JobStatus.PAUSED) {
            return "";
        }
        return info.status().name().toLowerCase(Locale.ROOT);
    }
}

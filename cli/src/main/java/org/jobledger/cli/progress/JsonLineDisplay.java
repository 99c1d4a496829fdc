package org.jobledger.cli.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jobledger.cli.text.Json;
import org.jobledger.engine.JobInfo;
import org.jspecify.annotations.Nullable;

/** One JSON object a line at milestones, for programs. */
public final class JsonLineDisplay implements ProgressDisplay {
    private final Consumer<String> log;
    private final Observations observations = new Observations();
    private final Map<Long, Milestones> milestones = new HashMap<>();

    /** Lines for a program. */
    public JsonLineDisplay(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void update(List<JobInfo> jobs) {
        long now = System.nanoTime();
        List<ProgressView> views = observations.of(jobs, now);
        for (int i = 0; i < jobs.size(); i++) {
            JobInfo job = jobs.get(i);
            ProgressView view = views.get(i);
            if (milestones.computeIfAbsent(job.id(), id -> new Milestones(now)).reached(job, view.percent(), now)) {
                log.accept(Json.write(Json.object("progress", shape(view, job))));
            }
        }
    }

    private static Object shape(ProgressView view, JobInfo info) {
        TimeLeft left = view.timeLeft();
        return Json.object(
                "jobId", info.id(),
                "operation", info.operation(),
                "status", info.status(),
                "percent", known(view.percent()),
                "processed", info.processed(),
                "total", known(info.total()),
                "checkpointed", info.checkpointed(),
                "bytesPerSecond", info.unit().equals("bytes") ? known(view.perSecond()) : null,
                "unit", info.unit(),
                "unitsPerSecond", known(view.perSecond()),
                "estimate", left.state(),
                "timeRemainingMillis", known(left.likelyMillis()),
                "timeRemainingAtMostMillis", known(left.atMostMillis()));
    }

    private static @Nullable Object known(long amount) {
        return amount < 0 ? null : amount;
    }
}

package org.jobledger.cli.progress;

import java.util.function.Consumer;
import org.jobledger.cli.text.Json;
import org.jobledger.engine.JobInfo;

/** One JSON object a line at milestones, for programs. */
public final class JsonLineDisplay implements ProgressDisplay {
    private final Consumer<String> log;
    private final Observation observation = new Observation();
    private final Milestones milestones = new Milestones(System.nanoTime());

    /** Lines for a program. */
    public JsonLineDisplay(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void update(JobInfo info) {
        long now = System.nanoTime();
        ProgressView view = observation.of(info, now);
        if (milestones.reached(info, view.percent(), now)) {
            log.accept(Json.write(Json.object("progress", shape(view, info))));
        }
    }

    private static Object shape(ProgressView view, JobInfo info) {
        return Json.object(
                "jobId", info.id(),
                "operation", info.operation(),
                "status", info.status(),
                "percent", view.percent() < 0 ? null : view.percent(),
                "processed", info.processed(),
                "total", info.total() < 0 ? null : info.total(),
                "checkpointed", info.checkpointed(),
                "bytesPerSecond", view.bytesPerSecond() < 0 ? null : view.bytesPerSecond());
    }
}

package org.jobledger.cli.progress;

import java.util.function.Consumer;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Printable;
import org.jobledger.engine.JobInfo;

/** Whole lines at milestones, for logs and pipes. */
public final class LineDisplay implements ProgressDisplay {
    private final Consumer<String> log;
    private final Observation observation = new Observation();
    private final Milestones milestones = new Milestones(System.nanoTime());

    /** Lines for a log. */
    public LineDisplay(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void update(JobInfo info) {
        long now = System.nanoTime();
        ProgressView view = observation.of(info, now);
        if (milestones.reached(info, view.percent(), now)) {
            log.accept(line(view, info.checkpointed()));
        }
    }

    static String line(ProgressView view, long checkpointed) {
        StringBuilder line = new StringBuilder(Printable.of(view.verb() + " " + view.subject()));
        if (view.phase().count() > 1) {
            line.append(", pass ")
                    .append(view.phase().index())
                    .append('/')
                    .append(view.phase().count());
        }
        if (view.percent() >= 0) {
            line.append(", ").append(view.percent()).append(" %");
        }
        line.append(", ").append(ProgressLine.amount(view));
        if (view.bytesPerSecond() >= 0) {
            line.append(", ").append(ByteSize.brief(view.bytesPerSecond())).append("/s");
        }
        if (checkpointed > 0) {
            line.append(", checkpoint at ").append(ByteSize.brief(checkpointed));
        }
        return view.note().isEmpty()
                ? line.toString()
                : line.append(", ").append(view.note()).toString();
    }
}

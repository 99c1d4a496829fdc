package org.jobledger.cli.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jobledger.cli.text.Amount;
import org.jobledger.cli.text.Printable;
import org.jobledger.engine.JobInfo;

/** Whole lines at milestones, for logs and pipes. */
public final class LineDisplay implements ProgressDisplay {
    private final Consumer<String> log;
    private final boolean numbered;
    private final Observations observations = new Observations();
    private final Map<Long, Milestones> milestones = new HashMap<>();

    /**
     * Lines for a log.
     *
     * @param numbered whether the number of each job is shown
     */
    public LineDisplay(Consumer<String> log, boolean numbered) {
        this.log = log;
        this.numbered = numbered;
    }

    @Override
    public void update(List<JobInfo> jobs) {
        long now = System.nanoTime();
        List<ProgressView> views = observations.of(jobs, now);
        for (int i = 0; i < jobs.size(); i++) {
            JobInfo job = jobs.get(i);
            if (job.total() == 0) {
                // There is nothing to count, and so nothing to tell.
                continue;
            }
            ProgressView view = numbered ? views.get(i).numbered(job.id()) : views.get(i);
            if (milestones.computeIfAbsent(job.id(), id -> new Milestones(now)).reached(job, view.percent(), now)) {
                log.accept(line(view, job.checkpointed()));
            }
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
        if (view.perSecond() >= 0) {
            line.append(", ").append(ProgressLine.rate(view));
        }
        if (checkpointed > 0) {
            line.append(", checkpoint at ").append(Amount.brief(checkpointed, view.unit()));
        }
        String left = view.note().isEmpty() ? ProgressLine.timeLeft(view.timeLeft(), true) : view.note();
        return left.isEmpty() ? line.toString() : line.append(", ").append(left).toString();
    }
}

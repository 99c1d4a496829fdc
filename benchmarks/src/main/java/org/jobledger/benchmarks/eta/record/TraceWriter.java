package org.jobledger.benchmarks.eta.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecordedEvent;

/** Writes jobs as the ledger recorded them: a row for each sample, and one for each job. One thread. */
final class TraceWriter implements AutoCloseable {
    static final String TRACES = "traces.csv";
    static final String JOBS = "jobs.csv";

    /** Shorter jobs are not scored: nobody waits for them, and they have too few samples to say anything. The development traces do the same. */
    private static final long SHORTEST_MILLIS = 4000;

    private final BufferedWriter traces;
    private final BufferedWriter jobs;

    private TraceWriter(BufferedWriter traces, BufferedWriter jobs) {
        this.traces = traces;
        this.jobs = jobs;
    }

    static TraceWriter into(Path directory) throws IOException {
        TraceWriter writer = new TraceWriter(
                Files.newBufferedWriter(directory.resolve(TRACES), StandardCharsets.UTF_8),
                Files.newBufferedWriter(directory.resolve(JOBS), StandardCharsets.UTF_8));
        writer.traces.write("job,kind,t_ms,done,total\n");
        writer.jobs.write("job,kind,op,size,total,duration_ms,load,start_epoch,usable\n");
        return writer;
    }

    void add(String kind, String load, JobStats stats, List<RecordedEvent> events) throws IOException {
        String job = "own" + stats.id();
        sample(job, kind, 0, 0, stats.total());
        long last = 0;
        for (RecordedEvent recorded : events) {
            if (recorded.event() instanceof ProgressTicked tick && tick.workingMillis() > last) {
                last = sample(job, kind, tick.workingMillis(), tick.processed(), stats.total());
            } else if (recorded.event() instanceof CheckpointReached point && point.workingMillis() > last) {
                last = sample(job, kind, point.workingMillis(), point.processed(), stats.total());
            } else if (recorded.event() instanceof JobFinishing end && end.workingMillis() > last) {
                last = sample(job, kind, end.workingMillis(), end.processed(), stats.total());
            }
        }
        long start = stats.endedAt().getEpochSecond() - stats.timeElapsedMillis() / 1000;
        jobs.write(String.join(
                ",",
                job,
                kind,
                kind.replaceAll("-.*", ""),
                Long.toString(stats.total()),
                Long.toString(stats.total()),
                Long.toString(Math.max(stats.timeElapsedMillis(), 1)),
                load,
                Long.toString(start),
                stats.timeElapsedMillis() < SHORTEST_MILLIS ? "short\n" : "yes\n"));
        traces.flush();
        jobs.flush();
    }

    private long sample(String job, String kind, long millis, long done, long total) throws IOException {
        traces.write(job + "," + kind + "," + millis + "," + done + "," + total + "\n");
        return millis;
    }

    @Override
    public void close() throws IOException {
        traces.close();
        jobs.close();
    }
}

package org.jobledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.Progress;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading the live info of a running job with an estimate, by its number and by its resource, while it rests and while it moves on from
 * reading to reading. At most 100 ns is asked. Beside them, what one reading of the machine's clock costs, which is part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JobInfoBenchmark {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");

    private final CountDownLatch measured = new CountDownLatch(1);
    private final CountDownLatch sampled = new CountDownLatch(1);
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before anything is measured
    private JobEngine engine;

    private long id;

    /** The job's counter; its handler rests, and who measures has it meanwhile. */
    @SuppressWarnings("NullAway.Init") // set before anything is measured
    private volatile Progress progress;

    /** Begins a job that has a sample and then rests. */
    @Setup(Level.Trial)
    public void begin() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("jobledger-info");
        engine = JobEngine.at(directory)
                .operation(Operation.of("rest", RecoveryPolicy.FAIL, job -> {
                    job.progress().total(1L << 50, "bytes");
                    for (int i = 0; i < 10; i++) {
                        job.progress().advance(10);
                        Thread.sleep(20);
                        job.checkpoint(Document.empty(), Forcing.NOTHING);
                    }
                    progress = job.progress();
                    sampled.countDown();
                    measured.await();
                    return Document.empty();
                }))
                .open();
        Job job = engine.submit(JobRequest.of("rest").on(VOLUME));
        id = job.id();
        sampled.await();
    }

    /** Ends the job and removes its ledger. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        measured.countDown();
        engine.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** By the number of the job. */
    @Benchmark
    public Optional<JobInfo> byId() {
        return engine.jobInfo(id);
    }

    /** By the resource that it works on. */
    @Benchmark
    public Optional<JobInfo> byResource() {
        return engine.jobInfo(VOLUME);
    }

    /** By the number of a job that moves on between any two readings. */
    @Benchmark
    public Optional<JobInfo> byIdWhileItMoves() {
        progress.advance(1);
        return engine.jobInfo(id);
    }

    /** By the resource of a job that moves on between any two readings. */
    @Benchmark
    public Optional<JobInfo> byResourceWhileItMoves() {
        progress.advance(1);
        return engine.jobInfo(VOLUME);
    }

    /** One reading of the clock that counts. */
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }
}

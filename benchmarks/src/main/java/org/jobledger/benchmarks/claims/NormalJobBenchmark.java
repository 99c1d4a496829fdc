package org.jobledger.benchmarks.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Begin and end of a QUERY on a volume through the public API, uncontended: at most 2 us is asked. Beside it the same while an async job
 * holds the volume and others wait for that one: their number must not matter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NormalJobBenchmark {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");

    /** How many jobs wait on the volume for an async job that lets queries in; -1 where no such job is. */
    @Param({"-1", "0", "100", "10000"})
    public int waiting;

    private final JobRequest query =
            JobRequest.normal(JobClass.QUERY, "volInfo").on(VOLUME).by("admin", "volGetInfo");
    private @Nullable Path directory;
    private @Nullable JobEngine engine;

    /** An engine, the holder and those who wait for it. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("normal-job");
        JobEngine opened = JobEngine.at(directory.resolve("ledger"))
                .durability(Durability.PROCESS_CRASH)
                .operation(Operation.of("hold", RecoveryPolicy.FAIL, job -> {
                    while (true) {
                        job.checkAbort();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                    }
                }))
                .operation(Operation.of("wait", RecoveryPolicy.FAIL, job -> Document.empty()))
                .open();
        engine = opened;
        if (waiting >= 0) {
            opened.submit(JobRequest.of("hold").on(VOLUME));
        }
        for (int i = 0; i < waiting; i++) {
            opened.submit(JobRequest.of("wait").on(VOLUME).waiting(Duration.ofHours(1)));
        }
    }

    /** Closes all. */
    @TearDown
    public void close() throws IOException {
        if (engine != null) {
            engine.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** One QUERY. */
    @Benchmark
    public long query() throws InterruptedException {
        if (engine == null) {
            throw new IllegalStateException("not open");
        }
        try (JobScope scope = engine.begin(query)) {
            return scope.id();
        }
    }
}

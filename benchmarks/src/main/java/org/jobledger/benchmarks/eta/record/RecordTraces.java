package org.jobledger.benchmarks.eta.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobledger.benchmarks.eta.EtaScore;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;

/**
 * Runs allocations, uploads, downloads, clones and wipes through the storage driver while bursts of load come and go, a job is slowed down
 * for a while or the process is stopped, writes what their ledger recorded as traces.csv and jobs.csv, and scores all estimators on them:
 * {@code RecordTraces DIRECTORY [MINUTES [MEBIBYTES]]}. Rounds are begun for so many minutes; each is one job of every kind, on new volumes,
 * and the last is seen to its end. Calls that write all once have {@value #ONCE} times the size, for those that write often take longer by
 * themselves. The directory must be on the disk that is to be measured, with room for twenty times the size; jobs of less than four seconds
 * are recorded and not scored.
 */
public final class RecordTraces {
    private static final String POOL = "traces";
    private static final List<WipeAlgorithm> SINGLE = List.of(WipeAlgorithm.ZERO, WipeAlgorithm.RANDOM);
    private static final List<WipeAlgorithm> MANY =
            List.of(WipeAlgorithm.NNSA, WipeAlgorithm.DOD, WipeAlgorithm.SCHNEIER, WipeAlgorithm.BSI);
    private static final int ONCE = 6;
    private static final long SEED = 42;
    private static final int PATIENCE = 10;
    private static final long MEBIBYTE = 1024 * 1024;

    private final Random random = new Random(SEED);
    private final Path directory;
    private final long size;

    private RecordTraces(Path directory, long size) {
        this.directory = directory;
        this.size = size;
    }

    /** Runs it; ends with 2 where the arguments are wrong. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1 || args.length > 3) {
            System.err.println("usage: RecordTraces DIRECTORY [MINUTES [MEBIBYTES]]");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(args[0])).toRealPath();
        int minutes = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        long mebibytes = args.length > 2 ? Long.parseLong(args[2]) : 2048;
        new RecordTraces(directory, mebibytes * MEBIBYTE).run(minutes);
        EtaScore.main(new String[] {
            directory.resolve(TraceWriter.TRACES).toString(),
            directory.resolve(TraceWriter.JOBS).toString()
        });
    }

    private void run(int minutes) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(directory, "scratch");
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
                TraceWriter writer = TraceWriter.into(directory)) {
            driver.definePool(PoolDefinition.dir(
                    POOL, Files.createDirectory(scratch.resolve("pool")).toString()));
            driver.startPool(POOL);
            long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
            for (int round = 0; System.nanoTime() < until; round++) {
                round(driver, writer, "v" + round);
            }
        } finally {
            remove(scratch);
        }
    }

    private void round(StorageDriver driver, TraceWriter writer, String volume)
            throws IOException, InterruptedException {
        // Sizes differ, as those of real volumes do.
        long bytes = size / 2 + (long) (random.nextDouble() * size);
        String large = volume + "-large";
        record(
                driver,
                writer,
                "allocate",
                Work.of(() -> driver.createVolume(VolumeRequest.raw(POOL, large, ONCE * bytes))));
        StreamRequest part = StreamRequest.of(POOL, large).length(bytes);
        record(driver, writer, "upload", Work.upload(driver, part, random.nextLong()));
        record(driver, writer, "download", Work.download(driver, part, random.nextLong()));
        String copy = volume + "-copy";
        record(driver, writer, "clone", Work.of(() -> driver.cloneVolume(CloneRequest.of(POOL, large, copy))));
        StorageDriver.finish(driver.deleteVolume(POOL, copy));
        for (WipeAlgorithm algorithm : SINGLE) {
            wipe(driver, writer, large, algorithm);
        }
        StorageDriver.finish(driver.deleteVolume(POOL, large));
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw(POOL, volume, bytes)));
        for (WipeAlgorithm algorithm : MANY) {
            wipe(driver, writer, volume, algorithm);
        }
        StorageDriver.finish(driver.deleteVolume(POOL, volume));
    }

    private void wipe(StorageDriver driver, TraceWriter writer, String volume, WipeAlgorithm algorithm)
            throws IOException, InterruptedException {
        record(driver, writer, "wipe-" + algorithm.word(), Work.of(() -> driver.wipeVolume(POOL, volume, algorithm)));
    }

    private void record(StorageDriver driver, TraceWriter writer, String kind, Work work)
            throws IOException, InterruptedException {
        Job job = work.begin();
        try (Disturbance disturbance = Disturbance.begin(directory, random.nextLong(), job)) {
            JobStats stats = work.finish();
            writer.add(kind, disturbance.kind(), stats, events(driver.engine(), stats.id()));
            System.err.println(kind + " " + stats.processed() / MEBIBYTE + " MiB " + stats.timeElapsedMillis() + " ms, "
                    + disturbance.kind() + ", predicted over actual " + stats.accuracy());
        }
    }

    /** On a machine that is made busy on purpose the tables may be long behind. */
    private static List<RecordedEvent> events(JobEngine engine, long jobId) {
        for (int i = 1; i < PATIENCE; i++) {
            try {
                return engine.events(jobId);
            } catch (ProjectionBehindException e) {
                System.err.println(e.getMessage());
            }
        }
        return engine.events(jobId);
    }

    private static void remove(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

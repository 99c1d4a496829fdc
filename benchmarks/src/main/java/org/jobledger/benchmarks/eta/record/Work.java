package org.jobledger.benchmarks.eta.record;

import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeUpload;
import org.jspecify.annotations.Nullable;

/** A job that is to be recorded: begun, and then seen to its end. */
interface Work {
    Job begin();

    JobStats finish() throws IOException, InterruptedException;

    /** One that runs by itself. */
    static Work of(Supplier<Job> call) {
        return new Work() {
            private @Nullable Job job;

            @Override
            public Job begin() {
                Job begun = call.get();
                job = begun;
                return begun;
            }

            @Override
            public JobStats finish() throws InterruptedException {
                return StorageDriver.finish(Objects.requireNonNull(job));
            }
        };
    }

    /** An upload over a network. */
    static Work upload(StorageDriver driver, StreamRequest request, long seed) {
        return new Upload(driver, request, seed);
    }

    /** A download over a network. */
    static Work download(StorageDriver driver, StreamRequest request, long seed) {
        return new Download(driver, request, seed);
    }

    /** Sends the same random block again and again. */
    final class Upload implements Work {
        private static final int BLOCK = 1024 * 1024;

        private final StorageDriver driver;
        private final StreamRequest request;
        private final long seed;
        private @Nullable VolumeUpload stream;

        private Upload(StorageDriver driver, StreamRequest request, long seed) {
            this.driver = driver;
            this.request = request;
            this.seed = seed;
        }

        @Override
        public Job begin() {
            VolumeUpload begun = driver.upload(request);
            stream = begun;
            return begun.job();
        }

        @Override
        public JobStats finish() throws IOException, InterruptedException {
            byte[] block = new byte[BLOCK];
            new Random(1).nextBytes(block);
            NetworkPace pace = new NetworkPace(seed);
            try (VolumeUpload upload = Objects.requireNonNull(stream)) {
                for (long left = request.length(); left > 0; left -= BLOCK) {
                    pace.pass(Math.min(left, BLOCK));
                    upload.write(block, 0, (int) Math.min(left, BLOCK));
                }
                return upload.commit();
            }
        }
    }

    /** Reads to the end. */
    final class Download implements Work {
        private static final int BLOCK = 1024 * 1024;

        private final StorageDriver driver;
        private final StreamRequest request;
        private final long seed;
        private @Nullable VolumeDownload stream;

        private Download(StorageDriver driver, StreamRequest request, long seed) {
            this.driver = driver;
            this.request = request;
            this.seed = seed;
        }

        @Override
        public Job begin() {
            VolumeDownload begun = driver.download(request);
            stream = begun;
            return begun.job();
        }

        @Override
        public JobStats finish() throws IOException, InterruptedException {
            byte[] block = new byte[BLOCK];
            NetworkPace pace = new NetworkPace(seed);
            try (VolumeDownload download = Objects.requireNonNull(stream)) {
                for (int read = download.read(block); read >= 0; read = download.read(block)) {
                    pace.pass(read);
                }
                return StorageDriver.finish(download.job());
            }
        }
    }
}

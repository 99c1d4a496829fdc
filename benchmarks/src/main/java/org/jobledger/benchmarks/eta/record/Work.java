package org.jobledger.benchmarks.eta.record;

import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
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

    /** An upload of a whole volume, sent as fast as it is taken. */
    static Work upload(StorageDriver driver, String pool, String volume, long bytes) {
        return new Upload(driver, StreamRequest.of(pool, volume).length(bytes));
    }

    /** Sends the same random block again and again. */
    final class Upload implements Work {
        private static final int BLOCK = 1024 * 1024;

        private final StorageDriver driver;
        private final StreamRequest request;
        private @Nullable VolumeUpload stream;

        private Upload(StorageDriver driver, StreamRequest request) {
            this.driver = driver;
            this.request = request;
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
            try (VolumeUpload upload = Objects.requireNonNull(stream)) {
                for (long left = request.length(); left > 0; left -= BLOCK) {
                    upload.write(block, 0, (int) Math.min(left, BLOCK));
                }
                return upload.commit();
            }
        }
    }
}

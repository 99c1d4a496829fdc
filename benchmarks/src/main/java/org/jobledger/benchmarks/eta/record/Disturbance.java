package org.jobledger.benchmarks.eta.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobLedgerException;

/**
 * What else happens while a job runs: nothing, bursts of writing to the same disk, a low speed limit for some seconds, or a stop of this
 * whole process for some seconds, as when a virtual machine is paused. From its seed. Ends when it is closed.
 */
final class Disturbance implements AutoCloseable {
    private static final int BLOCK = 4 * 1024 * 1024;
    private static final int BURST_BLOCKS = 64;
    private static final String[] KINDS = {"-", "bursts", "bursts", "slow", "stop"};

    /** Bytes a second while it is slow. */
    private static final long SLOW = 20L * 1024 * 1024;

    private final String kind;
    private final Random random;
    private final Path file;
    private final Job job;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);

    private Disturbance(Path directory, long seed, Job job) {
        this.job = job;
        this.random = new Random(seed);
        this.kind = KINDS[random.nextInt(KINDS.length)];
        this.file = directory.resolve("burst");
        this.thread = new Thread(this::run, "disturbance");
    }

    static Disturbance begin(Path directory, long seed, Job job) {
        Disturbance disturbance = new Disturbance(directory, seed, job);
        disturbance.thread.setDaemon(true);
        disturbance.thread.start();
        return disturbance;
    }

    String kind() {
        return kind;
    }

    private void run() {
        try {
            while (!isOverAfter(500 + random.nextInt(3000))) {
                if (kind.equals("bursts")) {
                    burst();
                } else if (kind.equals("slow")) {
                    slow(2000 + random.nextInt(4000));
                } else if (kind.equals("stop")) {
                    stop(3 + random.nextInt(6));
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Nobody does that but a stranger; the disturbance ends.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOverAfter(int millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    private void burst() throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int i = 0; i < BURST_BLOCKS && over.getCount() > 0; i++) {
                channel.write(block.clear());
            }
            channel.force(true);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void slow(int millis) throws InterruptedException {
        try {
            job.limitSpeed("disturbance", SLOW);
            if (!isOverAfter(millis)) {
                job.limitSpeed("disturbance", 0);
            }
        } catch (JobLedgerException e) {
            // The job has ended meanwhile: that is all that can be wrong with a limit. So will this soon.
        }
    }

    /** A child stops this process and lets it go on: nobody can wake himself. */
    private static void stop(int seconds) throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        Process child = new ProcessBuilder(
                        "sh", "-c", "kill -STOP " + pid + "; sleep " + seconds + "; kill -CONT " + pid)
                .inheritIO()
                .start();
        if (!child.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
            throw new IOException("the child that stops this process did not end");
        }
    }

    @Override
    public void close() throws InterruptedException {
        over.countDown();
        // Not interrupted: a file that is being written would be closed under it, and a stop must be followed by its
        // end.
        thread.join();
    }
}

package org.jobledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jobledger.engine.Job;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;

/** A storage call with a stream: the bytes go through on a thread of their own, while the job is watched. */
final class StreamCall {
    /** What is done with the bytes. */
    @FunctionalInterface
    interface Transfer<S> {
        /** Carries them all. */
        void through(S stream) throws IOException, InterruptedException;
    }

    private static final long PATIENCE_MILLIS = 2000;

    private final Session session;
    private final ProgressOption progress;

    StreamCall(Session session, ProgressOption progress) {
        this.session = session;
        this.progress = progress;
    }

    /** The same, where it is known what to say when it was cut. */
    <S extends AutoCloseable> ExitStatus run(
            StorageDriver driver,
            Function<StorageDriver, S> open,
            Function<S, Job> job,
            Transfer<S> transfer,
            String done,
            String cut)
            throws InterruptedException {
        return run(driver, open, job, transfer, done, () -> cut);
    }

    /**
     * Runs it. That it is done is only said when both sides are.
     *
     * @param cut what to say when the job has not completed; may throw what is the better error
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws UncheckedIOException if the file on this side failed
     */
    <S extends AutoCloseable> ExitStatus run(
            StorageDriver driver,
            Function<StorageDriver, S> open,
            Function<S, Job> job,
            Transfer<S> transfer,
            String done,
            Supplier<String> cut)
            throws InterruptedException {
        AtomicReference<@Nullable Thread> carrier = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Function<StorageDriver, Job> start = repeating -> {
            S stream = open.apply(repeating);
            Thread thread = new Thread(() -> carry(stream, transfer, failure), "jobledger-stream");
            // It may wait for input that never comes, and must not keep the process for that.
            thread.setDaemon(true);
            carrier.set(thread);
            thread.start();
            return job.apply(stream);
        };
        try {
            ExitStatus status =
                    new LongCall(session, progress).run(driver, start, stats -> both(carrier, failure, done), cut);
            await(carrier.get());
            throwOurs(failure);
            return status;
        } catch (InterruptedException e) {
            cut(carrier.get());
            throw e;
        }
    }

    /** The job has completed; what is done with its bytes here may not have. */
    private static String both(
            AtomicReference<@Nullable Thread> carrier, AtomicReference<@Nullable Throwable> failure, String done) {
        Thread thread = carrier.get();
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("stopped", "stopped waiting for the last bytes", e);
        }
        throwOurs(failure);
        return done;
    }

    private static void throwOurs(AtomicReference<@Nullable Throwable> failure) {
        if (failure.get() instanceof UncheckedIOException ours) {
            throw ours;
        }
    }

    /** A stream ends with the command it belongs to: nobody is left who could say that all of it has come. */
    private static void cut(@Nullable Thread carrier) {
        if (carrier != null) {
            carrier.interrupt();
        }
    }

    /** What did not go well may wait for input for ever. */
    private static void await(@Nullable Thread carrier) throws InterruptedException {
        if (carrier != null) {
            carrier.join(PATIENCE_MILLIS);
        }
    }

    private static <S extends AutoCloseable> void carry(
            S stream, Transfer<S> transfer, AtomicReference<@Nullable Throwable> failure) {
        try (stream) {
            try {
                transfer.through(stream);
            } catch (Exception e) {
                // Kept before the stream is closed, which ends the job.
                keep(failure, e);
            }
        } catch (Exception e) {
            keep(failure, e);
        }
    }

    /** Of how the job ended tells whoever watches it. */
    private static void keep(AtomicReference<@Nullable Throwable> failure, Exception e) {
        if (!(e instanceof JobUnsuccessfulException) && !(e.getCause() instanceof JobUnsuccessfulException)) {
            failure.compareAndSet(null, e instanceof IOException io ? new UncheckedIOException(io) : e);
        }
    }
}

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

    /**
     * Runs it.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws UncheckedIOException if the file on this side failed
     */
    <S extends AutoCloseable> ExitStatus run(
            StorageDriver driver, Supplier<S> open, Function<S, Job> job, Transfer<S> transfer, String done, String cut)
            throws InterruptedException {
        AtomicReference<@Nullable Thread> carrier = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Supplier<Job> start = () -> {
            S stream = open.get();
            Thread thread = new Thread(() -> carry(stream, transfer, failure), "jobledger-stream");
            // It may wait for input that never comes, and must not keep the process for that.
            thread.setDaemon(true);
            carrier.set(thread);
            thread.start();
            return job.apply(stream);
        };
        ExitStatus status;
        try {
            status = new LongCall(session, progress).run(driver, start, done, cut);
        } catch (InterruptedException e) {
            cut(carrier.get());
            throw e;
        }
        await(carrier.get(), status);
        if (failure.get() instanceof UncheckedIOException ours) {
            throw ours;
        }
        return status;
    }

    /** A stream ends with the command it belongs to: nobody is left who could say that all of it has come. */
    private static void cut(@Nullable Thread carrier) {
        if (carrier != null) {
            carrier.interrupt();
        }
    }

    /** What went well is carried to its end; what did not may wait for input for ever. */
    private static void await(@Nullable Thread carrier, ExitStatus status) throws InterruptedException {
        if (carrier != null) {
            carrier.join(status == ExitStatus.OK ? 0 : PATIENCE_MILLIS);
        }
    }

    private static <S extends AutoCloseable> void carry(
            S stream, Transfer<S> transfer, AtomicReference<@Nullable Throwable> failure) {
        try (stream) {
            transfer.through(stream);
        } catch (JobUnsuccessfulException e) {
            // Whoever watches the job tells of it.
            return;
        } catch (IOException e) {
            if (!(e.getCause() instanceof JobUnsuccessfulException)) {
                failure.set(new UncheckedIOException(e));
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }
}

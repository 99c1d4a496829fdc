package org.jobledger.benchmarks.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * No job system but its floor: zeros in place of events are written and forced by one thread for whoever came meanwhile, and each is told. A submit is
 * one such append, the end of a job another one by one of 8 workers: the forces and the threads that are woken, and nothing else. What it does
 * in a second is what this disk and this machine leave to a system that forces both.
 */
final class BareForces implements JobSystem {
    /** About half of what Jobledger writes for a job. */
    private static final int BYTES = 400;

    private static final int ROOM = 64 * 1024 * 1024;
    private static final int LARGEST_GROUP = 1000;

    private final FileChannel file;
    private final BlockingQueue<CompletableFuture<Boolean>> arrived = new LinkedBlockingQueue<>();
    private final Semaphore accepted = new Semaphore(0);
    private final AtomicLong ended = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong forces = new AtomicLong();
    private volatile boolean closing;

    BareForces(Path directory) throws IOException {
        file = FileChannel.open(directory.resolve("zeros"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocate(1024 * 1024);
        for (int at = 0; at < ROOM; at += zeros.capacity()) {
            file.write(zeros.clear());
        }
        file.force(true);
        begin("bare-writer", this::write);
        for (int i = 1; i <= WORKERS; i++) {
            begin("bare-worker-" + i, this::work);
        }
    }

    private void begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void write() {
        ByteBuffer zeros = ByteBuffer.allocateDirect(LARGEST_GROUP * BYTES);
        List<CompletableFuture<Boolean>> group = new ArrayList<>();
        long at = 0;
        try {
            while (true) {
                group.add(arrived.take());
                arrived.drainTo(group, LARGEST_GROUP - 1);
                int bytes = group.size() * BYTES;
                at = at + bytes > ROOM ? 0 : at;
                file.write(zeros.clear().limit(bytes), at);
                file.force(false);
                at += bytes;
                forces.incrementAndGet();
                group.forEach(caller -> caller.complete(true));
                group.clear();
            }
        } catch (IOException | InterruptedException e) {
            group.forEach(caller -> caller.completeExceptionally(e));
        }
    }

    private void append() {
        CompletableFuture<Boolean> forced = new CompletableFuture<>();
        arrived.add(forced);
        forced.join();
    }

    private void work() {
        try {
            while (!closing) {
                accepted.acquire();
                append();
                ended.incrementAndGet();
            }
        } catch (InterruptedException | CompletionException e) {
            // It is closed.
        }
    }

    @Override
    public String name() {
        return "bare forces";
    }

    @Override
    public String settings() {
        return "zeros written and forced for every submit and every end, all who came meanwhile at once; no jobs, no events, no tables";
    }

    @Override
    public void submit(long number) {
        append();
        accepted.release();
    }

    @Override
    public long completed() {
        return ended.get();
    }

    @Override
    public String counted() {
        return forces + " forces for " + ended + " jobs";
    }

    /** Called when nothing is under way. */
    @Override
    public void close() throws IOException {
        closing = true;
        threads.forEach(Thread::interrupt);
        file.close();
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jobledger.engine.LedgerInUseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses closed segments in the background of an owner, at its opening and whenever a segment is followed by another. What fails is
 * logged and tried again at the next occasion; nobody waits for it. It takes half the time of one processor at most, and a twentieth while very
 * much is appended. Thread-safe.
 */
final class CompressionThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompressionThread.class);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RESTS_FOR_WORK = 1;
    private static final int RESTS_FOR_WORK_IN_TRAFFIC = 19;

    private final Journal journal;
    private final Traffic traffic;
    private final SegmentCompressor compressor;
    private final Alarm alarm = new Alarm();
    private final Thread thread = new Thread(this::run, "jobledger-compressor");
    private volatile boolean closing;
    /** Of the thread alone. */
    private long workingSince;

    @SuppressWarnings("ThreadPriorityCheck") // A hint to the system; nothing relies on it.
    CompressionThread(Journal journal, Ownership ownership) {
        this.journal = journal;
        this.traffic = new Traffic(journal.forcedPosition(), System.nanoTime());
        this.compressor = new SegmentCompressor(journal, ownership, SegmentCompressor.SMALLEST, this::pause);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        journal.whenGrown(alarm::ring);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            attempt();
            alarm.await(IDLE);
        }
    }

    private void attempt() {
        workingSince = System.nanoTime();
        try {
            int done = compressor.run();
            LOG.debug("{} journal segments were compressed", done);
        } catch (CancellationException e) {
            LOG.debug("the ledger is being closed");
        } catch (LedgerInUseException e) {
            closing = true;
            LOG.warn("no more segments are compressed: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("journal segments are not compressed now, it is tried again later: {}", e.toString());
        }
    }

    /** Leaves the processor to others for as long as it was used, or longer. */
    private void pause() {
        if (closing) {
            throw new CancellationException("the ledger is being closed");
        }
        long now = System.nanoTime();
        int rests = traffic.much(journal.forcedPosition(), now) ? RESTS_FOR_WORK_IN_TRAFFIC : RESTS_FOR_WORK;
        LockSupport.parkNanos(Math.min((now - workingSince) * rests, LONGEST_PAUSE_NANOS));
        workingSince = System.nanoTime();
    }

    /** Gives up what is being compressed and ends. An interrupt of the caller is kept. */
    @Override
    public void close() {
        closing = true;
        alarm.ring();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

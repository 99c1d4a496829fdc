package org.jobledger.storage.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.SystemTool;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.io.ChildLog;

/** A directory that is started and stopped like a mount, whose building can be a program that does not end, and whose start can hang. */
final class StagedPool extends DirBackend {
    private volatile boolean started;
    private volatile boolean endless;
    private volatile boolean hangs;
    private volatile CountDownLatch starting = new CountDownLatch(1);
    private volatile CountDownLatch building = new CountDownLatch(1);

    /** As it was when it was new. */
    void reset() {
        started = false;
        endless = false;
        hangs = false;
        starting = new CountDownLatch(1);
        building = new CountDownLatch(1);
    }

    boolean started() {
        return started;
    }

    /** Building runs a program that does not end, from now on or not any more. */
    void endless(boolean so) {
        endless = so;
    }

    /** A start does not return until its thread is interrupted, from now on or not any more. */
    void hang(boolean so) {
        hangs = so;
    }

    /** Returns when a building is under way that does not end. */
    void awaitBuilding() {
        try {
            building.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitStarting() throws InterruptedException {
        starting.await();
    }

    @Override
    public void build(PoolDefinition pool, Set<BuildOption> options) {
        super.build(pool, options);
        if (endless) {
            building.countDown();
            String said = new SystemTool(ChildLog.NONE).require(pool, "sleep", List.of("sleep", "600"));
            throw new IllegalStateException("it has ended: " + said);
        }
    }

    @Override
    public void start(PoolDefinition pool) {
        started = true;
        starting.countDown();
        if (hangs) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackendException("interrupted at: mount for pool '" + pool.name() + "'", e);
            }
        }
    }

    @Override
    public void stop(PoolDefinition pool) {
        started = false;
    }
}

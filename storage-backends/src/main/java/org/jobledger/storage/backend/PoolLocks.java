package org.jobledger.storage.backend;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jobledger.storage.PoolDefinition;

/** One lock for each pool, so that its programs run one at a time. Thread-safe. */
final class PoolLocks {
    private final ConcurrentMap<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Does something while no program runs for the pool. */
    <T> T alone(PoolDefinition pool, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(pool.uuid(), uuid -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

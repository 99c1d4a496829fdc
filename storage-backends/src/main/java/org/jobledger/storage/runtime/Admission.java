package org.jobledger.storage.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jobledger.storage.PoolName;

/**
 * One lock for each pool, held while a job of one of its volumes is submitted and while it is stopped, so that no job slips in between a
 * look and a stop. A pool that does not answer keeps nobody from the others. Thread-safe.
 */
final class Admission {
    private final ConcurrentMap<PoolName, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Does something while nobody is admitted to these pools. */
    <T> T during(Collection<PoolName> pools, Supplier<T> work) {
        List<ReentrantLock> taken = pools.stream()
                .distinct()
                // In one order, so that nobody waits in a circle.
                .sorted((a, b) -> a.text().compareTo(b.text()))
                .map(pool -> locks.computeIfAbsent(pool, name -> new ReentrantLock()))
                .toList();
        taken.forEach(ReentrantLock::lock);
        try {
            return work.get();
        } finally {
            taken.forEach(ReentrantLock::unlock);
        }
    }

    /** Does something while nobody is admitted to a pool. */
    void during(PoolName pool, Runnable work) {
        boolean unused = during(List.of(pool), () -> {
            work.run();
            return true;
        });
    }
}

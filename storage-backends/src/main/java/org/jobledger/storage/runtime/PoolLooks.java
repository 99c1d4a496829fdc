package org.jobledger.storage.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.PoolRecord;

/**
 * Looks at what is behind a pool, each on a thread of its own, so that one that does not answer (a network file system whose server is
 * gone) keeps nobody from seeing the others. At most one thread waits for a pool at a time. Thread-safe.
 */
final class PoolLooks {
    /** How long somebody waits for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * What is behind a pool.
     *
     * @param identity see {@link StorageBackend#identity}
     * @param space its room
     * @param described see {@link StorageBackend#described}
     */
    record Seen(String identity, Space space, PoolDefinition described) {}

    private final Backends backends;
    private final ConcurrentMap<PoolName, CompletableFuture<Seen>> running = new ConcurrentHashMap<>();

    PoolLooks(Backends backends) {
        this.backends = backends;
    }

    /** Begins to look, unless somebody does already. */
    CompletableFuture<Seen> begin(PoolRecord pool) {
        PoolName name = pool.definition().name();
        CompletableFuture<Seen> fresh = new CompletableFuture<>();
        CompletableFuture<Seen> known = running.putIfAbsent(name, fresh);
        if (known != null) {
            return known;
        }
        Thread thread = new Thread(() -> look(pool, fresh), "jobledger-look-" + name);
        thread.setDaemon(true);
        thread.start();
        return fresh;
    }

    /** Begins to look at several, so that they are waited for together. */
    void beginAll(Collection<PoolRecord> pools) {
        for (PoolRecord pool : pools) {
            CompletableFuture<Seen> unused = begin(pool);
        }
    }

    private void look(PoolRecord pool, CompletableFuture<Seen> answer) {
        try {
            StorageBackend backend = backends.of(pool.definition());
            backend.requireUsable(pool.definition());
            Seen seen = new Seen(
                    backend.identity(pool.definition()),
                    backend.space(pool.definition()),
                    backend.described(pool.definition()));
            running.remove(pool.definition().name(), answer);
            answer.complete(seen);
        } catch (RuntimeException | Error e) {
            running.remove(pool.definition().name(), answer);
            answer.completeExceptionally(e);
        }
    }

    /** What there is; nothing where it cannot be read, or does not answer by then. */
    static Optional<Seen> await(CompletableFuture<Seen> look, long deadlineNanos) {
        try {
            return Optional.of(look.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException) {
                return Optional.empty();
            }
            throw new IllegalStateException("a look at a pool failed", e);
        }
    }

    static long deadlineNanos() {
        return System.nanoTime() + PATIENCE.toNanos();
    }
}

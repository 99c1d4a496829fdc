package org.jobledger.storage.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.definition.ResourceStore;
import org.jspecify.annotations.Nullable;

/**
 * The engine that a set of operations belongs to. Thread-safe. The operations exist before the engine does, and a recovery may call them
 * before the engine is handed to its driver: they wait here.
 */
final class BoundEngine implements ResourceStore {
    private final AtomicReference<@Nullable JobEngine> engine = new AtomicReference<>();
    private final CountDownLatch bound = new CountDownLatch(1);

    /** Sets the engine, once. */
    void bind(JobEngine opened) {
        if (!engine.compareAndSet(null, opened)) {
            throw new IllegalStateException("these operations serve another engine already");
        }
        bound.countDown();
    }

    /** Returns when the engine is known. */
    void await() throws InterruptedException {
        bound.await();
    }

    JobEngine get() {
        JobEngine opened = engine.get();
        if (opened == null) {
            throw new IllegalStateException("these operations serve no engine yet");
        }
        return opened;
    }

    @Override
    public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        return get().record(resource, expectedVersion, definition);
    }

    @Override
    public Optional<ResourceRecord> resource(ResourceRef resource) {
        return get().resource(resource);
    }

    @Override
    public List<ResourceRecord> resources(String kind) {
        return get().resources(kind);
    }
}

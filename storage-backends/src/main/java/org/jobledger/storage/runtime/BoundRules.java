package org.jobledger.storage.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.job.PoolChecks;
import org.jspecify.annotations.Nullable;

/** The rules of the pools of an engine that is opened later: its jobs do not begin before. Thread-safe. */
final class BoundRules implements PoolChecks {
    private final AtomicReference<@Nullable PoolChecks> rules = new AtomicReference<>();

    /** Sets them, before the engine is bound. */
    void bind(PoolChecks bound) {
        rules.set(bound);
    }

    private PoolChecks get() {
        PoolChecks bound = rules.get();
        if (bound == null) {
            throw new IllegalStateException("these operations serve no engine yet");
        }
        return bound;
    }

    @Override
    public PoolRecord requireInactive(PoolName name) {
        return get().requireInactive(name);
    }

    @Override
    public void requireCreatable(PoolDefinition definition, boolean build) {
        get().requireCreatable(definition, build);
    }

    @Override
    public void requireUsableAlone(PoolDefinition definition) {
        get().requireUsableAlone(definition);
    }

    @Override
    public void requireIdle(PoolName name) {
        get().requireIdle(name);
    }
}

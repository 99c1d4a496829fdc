package org.jobledger.engine.ledger;

import org.jspecify.annotations.Nullable;

/** Tables in memory. */
final class MemoryPlace implements TablePlace {

    @Override
    public @Nullable Projection open() {
        return null;
    }

    @Override
    public Projection beside() {
        return Projection.inMemory();
    }

    @Override
    public Projection install(Projection beside) {
        return beside;
    }

    @Override
    public boolean lasting() {
        return false;
    }

    @Override
    public void close() {}
}

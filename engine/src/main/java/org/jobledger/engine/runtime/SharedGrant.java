package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Jobs that get their claims together: whoever is added before is told when they are there, whoever comes later at once. Thread-safe. */
final class SharedGrant {
    private final Consumer<LiveJob> proceed;

    @GuardedBy("this")
    private final List<LiveJob> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean granted;

    SharedGrant(Consumer<LiveJob> proceed) {
        this.proceed = proceed;
    }

    void add(LiveJob job) {
        synchronized (this) {
            if (!granted) {
                waiting.add(job);
                return;
            }
        }
        proceed.accept(job);
    }

    void granted() {
        List<LiveJob> all;
        synchronized (this) {
            granted = true;
            all = List.copyOf(waiting);
        }
        all.forEach(proceed);
    }
}

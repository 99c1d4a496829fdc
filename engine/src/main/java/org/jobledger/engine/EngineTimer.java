package org.jobledger.engine;

import java.time.Duration;

/** Calls tasks when their times have come, by the clock that made it. Thread-safe. */
public interface EngineTimer extends AutoCloseable {

    /**
     * Calls a task once, when this much time has passed. After the close of the timer it is not called.
     *
     * @return what to run where the task is not wanted any more
     */
    Runnable after(Duration delay, Runnable task);

    /** Calls a task again and again, this long after it has returned; one that throws is not called again. */
    void every(Duration period, Runnable task);

    /** Calls nothing any more; a task that is being called is interrupted and not waited for. */
    @Override
    void close();
}

package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A caller's wait for its claims, by the clock of the engine. Thread-safe. */
final class GrantWait {
    private final Workers workers;

    private enum Answer {
        NONE,
        GRANTED,
        TOO_LATE
    }

    @GuardedBy("this")
    private Answer answer = Answer.NONE;

    GrantWait(Workers workers) {
        this.workers = workers;
    }

    /** The claims are held. */
    void grant() {
        answer(Answer.GRANTED);
    }

    private synchronized void answer(Answer given) {
        if (answer == Answer.NONE) {
            answer = given;
            notifyAll();
        }
    }

    /** Begins to count: after this long, by the clock of the engine, or when the engine closes, it is too late. Run the result to stop. */
    Runnable limit(Duration atMost) {
        return workers.giveUpAfter(atMost, () -> answer(Answer.TOO_LATE));
    }

    /**
     * Waits for the answer, whichever.
     *
     * @throws InterruptedException if interrupted
     */
    synchronized void await() throws InterruptedException {
        while (answer == Answer.NONE) {
            wait();
        }
    }

    /** True where there is an answer. */
    synchronized boolean settled() {
        return answer != Answer.NONE;
    }

    /** True where the claims came before it was too late. */
    synchronized boolean granted() {
        return answer == Answer.GRANTED;
    }

    /** Waits some real milliseconds for an answer, whichever; whether there is one. */
    synchronized boolean settledWithin(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; answer == Answer.NONE && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return answer != Answer.NONE;
    }
}

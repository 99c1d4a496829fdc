package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

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
    void granted() {
        answer(Answer.GRANTED);
    }

    private synchronized void answer(Answer given) {
        if (answer == Answer.NONE) {
            answer = given;
            notifyAll();
        }
    }

    /**
     * Waits until the claims are held, or this long; not longer than until the engine closes.
     *
     * @return false where they are not held
     * @throws InterruptedException if interrupted
     */
    boolean await(Duration atMost) throws InterruptedException {
        Runnable cancel = workers.giveUpAfter(atMost, () -> answer(Answer.TOO_LATE));
        try {
            return granted(answered());
        } finally {
            cancel.run();
        }
    }

    private static boolean granted(Answer given) {
        return given == Answer.GRANTED;
    }

    private synchronized Answer answered() throws InterruptedException {
        while (answer == Answer.NONE) {
            wait();
        }
        return answer;
    }
}

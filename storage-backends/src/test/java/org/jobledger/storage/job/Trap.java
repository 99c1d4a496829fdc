package org.jobledger.storage.job;

/** Counts what a handler does to the world, and cuts the power at the nth step. */
final class Trap {
    private long steps;
    private long crashAt = Long.MAX_VALUE;

    synchronized void arm(long step) {
        steps = 0;
        crashAt = step;
    }

    void disarm() {
        arm(Long.MAX_VALUE);
    }

    synchronized long steps() {
        return steps;
    }

    synchronized void step(String what) {
        if (++steps >= crashAt) {
            throw new Crash(what);
        }
    }

    /** What may run into it. */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /** Runs into a crash at this step, if it comes that far. */
    boolean crashes(long step, Attempt attempt) throws Exception {
        arm(step);
        try {
            attempt.run();
            return false;
        } catch (Crash e) {
            return true;
        } finally {
            disarm();
        }
    }
}

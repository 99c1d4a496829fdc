package org.jobledger.engine.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The child processes of one call of a handler. Thread-safe. */
final class Children {
    private final Queue<ProcessHandle> processes = new ConcurrentLinkedQueue<>();
    private volatile boolean killed;

    void add(ProcessHandle process) {
        processes.removeIf(known -> !known.isAlive());
        processes.add(process);
        if (killed) {
            process.destroyForcibly();
        }
    }

    /** Ends all, and those that are added before they are known to be gone. */
    void kill() {
        killed = true;
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits until all are gone. */
    void awaitGone() {
        processes.forEach(process -> process.onExit().join());
        killed = false;
    }
}

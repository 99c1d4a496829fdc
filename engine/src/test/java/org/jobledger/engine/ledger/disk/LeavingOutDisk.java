package org.jobledger.engine.ledger.disk;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jobledger.engine.ledger.Disk;

/** A disk that says it has forced but has not, where one line of the code asks for it. Thread-safe. */
public final class LeavingOutDisk extends StepDisk {
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Predicate<StackWalker.StackFrame> leftOut;
    private final AtomicInteger count;

    /** A disk over another one that counts how often it left a force out. */
    public LeavingOutDisk(Disk under, Predicate<StackWalker.StackFrame> leftOut, AtomicInteger count) {
        super(under);
        this.leftOut = leftOut;
        this.count = count;
    }

    @Override
    void perform(Step step, Change change) throws IOException {
        boolean force = step.kind() == Step.Kind.FORCE || step.kind() == Step.Kind.FORCE_DIRECTORY;
        if (force && asks(leftOut)) {
            count.incrementAndGet();
        } else {
            change.make();
        }
    }

    /** Whether one of the callers up the stack is the line meant. */
    public static boolean asks(Predicate<StackWalker.StackFrame> line) {
        return STACK.walk(frames -> frames.anyMatch(line));
    }
}

package org.jobledger.engine.runtime;

import java.lang.ref.Cleaner;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.state.JobResult;

/** A normal job that has its claims. A QUERY is not recorded; all others are, from begin to end. */
final class Scope implements JobScope {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final OpenScope open;
    private final Cleaner.Cleanable watch;

    Scope(OpenScope open) {
        this.open = open;
        this.watch = FORGOTTEN.register(this, open);
    }

    @Override
    public long id() {
        return open.id();
    }

    @Override
    public void complete() {
        open.requireNotForgotten();
        end("complete", Ending.COMPLETED, new JobResult("", "", Document.empty()));
    }

    @Override
    public void close() {
        end("close", Ending.FAILED, new JobResult("not-completed", "left without being completed", Document.empty()));
    }

    @Override
    public void release() {
        open.release();
    }

    @Override
    public void take() {
        open.take();
    }

    private void end(String verb, Ending ending, JobResult result) {
        if (open.mayEnd(verb)) {
            try {
                open.end(ending, result);
            } finally {
                // It has ended: this only takes it from the list of the cleaner.
                watch.clean();
            }
        }
    }
}

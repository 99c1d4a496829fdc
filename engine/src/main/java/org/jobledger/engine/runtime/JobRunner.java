package org.jobledger.engine.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jobledger.engine.CommittingHandler;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job on the calling thread: takes its steps and calls its handler between them. Keeps no state of its own. */
final class JobRunner implements JobRuns {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final CommandLog ledger;
    private final JobSteps steps;

    JobRunner(CommandLog ledger, JobSteps steps) {
        this.ledger = ledger;
        this.steps = steps;
    }

    @Override
    public boolean run(LiveJob live, RunQueue.Slot slot, Consumer<@Nullable JobState> over) {
        Succession ends =
                new Succession(ledger, live, slot, Thread.currentThread().getName());
        JobSteps.Step step = steps.first(live, ends);
        while (step instanceof JobSteps.Call call) {
            step = steps.returned(call, outcome(call), ends);
        }
        over.accept(((JobSteps.Over) step).after());
        return true;
    }

    private static Outcome outcome(JobSteps.Call call) {
        JobHandler handler = call.live().operation().handler();
        return switch (call.part()) {
            case WORK -> watched(call, () -> handler.run(call.context()));
            case COMMIT -> watched(call, () -> commit(call, handler));
            case UNDO -> undo(call, handler);
        };
    }

    private static Document commit(JobSteps.Call call, JobHandler handler) throws Exception {
        if (handler instanceof CommittingHandler committing) {
            committing.commit(call.context());
        }
        return Document.empty();
    }

    /** Calls the handler; nobody interrupts or abandons it when this returns. */
    private static Outcome watched(JobSteps.Call call, Callable<Document> handler) {
        call.live().handlerBegins();
        try {
            return call.context().returned(handler.call());
        } catch (Throwable e) {
            return call.context().threw(e);
        } finally {
            awaitAbandonment(call.live().handlerReturned());
            forgetInterrupt();
        }
    }

    /** What a handler leaves of an interrupt must not meet the engine's own work or the next job. */
    private static void forgetInterrupt() {
        boolean unused = Thread.interrupted();
    }

    private static void awaitAbandonment(@Nullable CompletableFuture<?> recording) {
        if (recording != null) {
            recording.handle((done, refused) -> true).join();
        }
    }

    private static Outcome undo(JobSteps.Call call, JobHandler handler) {
        try {
            handler.undo(call.context());
            return call.context().returned(Document.empty());
        } catch (Throwable e) {
            if (!(e instanceof JobAbortedException aborted) || aborted.leaves().isEmpty()) {
                LOG.warn("job {} could not be undone", call.live().id(), e);
            }
            return call.context().threw(e);
        } finally {
            forgetInterrupt();
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Progress;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.definition.ResourceStore;
import org.jspecify.annotations.Nullable;

/**
 * A job as a handler sees it, over all its attempts, with the rules of the engine: progress never goes back or beyond the total, phases go
 * forward, an attempt starts from the newest checkpoint before it.
 */
final class JobFixture {
    private final Document parameters;
    private final ResourceStore ledger;
    private final Trap trap;
    private final IntConsumer phases;
    private final Map<ResourceRef, Change> atEnd = new LinkedHashMap<>();
    private Optional<Document> checkpoint = Optional.empty();
    private long checkpointed;
    private long processed;
    private long paced;
    private long total = -1;
    private int attempts;
    private boolean abort;
    private long abortAt = Long.MAX_VALUE;
    private final List<Document> checkpoints = new ArrayList<>();

    /** What is to be recorded at the end. */
    private record Change(long expectedVersion, @Nullable Document definition) {}

    JobFixture(Document parameters, ResourceStore ledger, Trap trap, IntConsumer phases) {
        this.parameters = parameters;
        this.ledger = ledger;
        this.trap = trap;
        this.phases = phases;
    }

    Document attempt(JobHandler handler) throws Exception {
        attempts++;
        processed = checkpointed;
        total = -1;
        atEnd.clear();
        Document result = handler.run(new Attempt(checkpoint));
        end();
        return result;
    }

    void undo(JobHandler handler) throws Exception {
        atEnd.clear();
        handler.undo(new Attempt(checkpoint));
        end();
    }

    private void end() {
        atEnd.forEach((resource, change) -> ledger.record(resource, change.expectedVersion(), change.definition()));
    }

    /** Somebody asks the job to stop, once so much is done. */
    void abortAt(long amount) {
        abortAt = amount;
        abort = processed >= abortAt;
    }

    Optional<Document> checkpoint() {
        return checkpoint;
    }

    List<Document> checkpoints() {
        return checkpoints;
    }

    long processed() {
        return processed;
    }

    /** How much was asked leave for before it was done, over all attempts. */
    long paced() {
        return paced;
    }

    long total() {
        return total;
    }

    private final class Attempt implements JobContext, Progress {
        private final Optional<Document> begin;
        private int phase;

        Attempt(Optional<Document> begin) {
            this.begin = begin;
        }

        @Override
        public long jobId() {
            return 7;
        }

        @Override
        public long epoch() {
            return attempts;
        }

        @Override
        public int attempt() {
            return attempts;
        }

        @Override
        public Document parameters() {
            return parameters;
        }

        @Override
        public Optional<Document> checkpoint() {
            return begin;
        }

        @Override
        public Progress progress() {
            return this;
        }

        @Override
        public void phase(int index, int count, String name) {
            if (index <= phase || index > count) {
                throw new IllegalStateException("phase " + index + " of " + count + " after " + phase);
            }
            phase = index;
            phases.accept(index);
        }

        @Override
        public void checkpoint(Document state, Forcing data) throws IOException {
            data.force();
            trap.step("checkpoint, before it is recorded");
            checkpoint = Optional.of(state);
            checkpointed = processed;
            checkpoints.add(state);
            trap.step("checkpoint, after it is recorded");
        }

        @Override
        public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
            throw new UnsupportedOperationException("no handler of storage records " + resource);
        }

        @Override
        public void recordAtEnd(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
            atEnd.put(resource, new Change(expectedVersion, definition));
        }

        @Override
        public JobScope begin(JobRequest request) {
            throw new UnsupportedOperationException("no handler of storage begins " + request.operation());
        }

        @Override
        public void allow(Set<JobClass> classes) {
            throw new UnsupportedOperationException("no handler of storage allows " + classes);
        }

        @Override
        public boolean abortRequested() {
            return abort;
        }

        @Override
        public void checkAbort() {
            if (abort) {
                throw new JobAbortedException("stopped at " + processed);
            }
        }

        @Override
        public void pace(long amount) {
            checkAbort();
            paced += amount;
        }

        @Override
        public void total(long newTotal, String unit) {
            if (newTotal < processed || (total >= 0 && total != newTotal)) {
                throw new IllegalStateException("total " + newTotal + " after " + total + " with " + processed);
            }
            total = newTotal;
        }

        @Override
        public void advance(long amount) {
            if (amount < 0 || processed + amount > total) {
                throw new IllegalStateException(processed + " + " + amount + " of " + total);
            }
            processed += amount;
            abort |= processed >= abortAt;
        }

        @Override
        public long processed() {
            return processed;
        }
    }
}

package org.jobledger.engine.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job in its place and the start of the one that follows there, given to the log at once: so a worker that goes from job to job
 * waits once for the disk, and is woken once, for each. For the thread that has the place.
 *
 * @param ledger where both are recorded
 * @param job the job that ends
 * @param slot its place
 * @param worker the name of the thread that goes on with the next job
 */
record Succession(CommandLog ledger, LiveJob job, RunQueue.Slot slot, String worker) implements JobSteps.Ends {
    @Override
    public JobSteps.End choose() {
        // Who comes to the queue by this end may have to go before those who are there.
        @Nullable LiveJob next = job.queue().leadsToOthers(job) ? null : slot.follower();
        return end -> append(end, next);
    }

    private CompletableFuture<Appended> append(LedgerCommand end, @Nullable LiveJob next) {
        // One that is to be looked at first, or was given its start already, is started in its own time.
        if (next == null || !next.startsPlainly()) {
            return ledger.appendAsync(end);
        }
        List<CompletableFuture<Appended>> both =
                ledger.appendAsync(List.of(end, LedgerCommand.ForJob.of(next.id(), new Command.Start(false, worker))));
        next.starting(both.get(1));
        return both.get(0);
    }
}

package org.jobledger.engine.runtime;

import java.time.Duration;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows a request to stop that a handler does not meet: its thread is interrupted, and later it is given up. Once it undoes it is
 * left in peace. Thread-safe.
 */
final class AbortEscalation {
    private static final Logger LOG = LoggerFactory.getLogger(AbortEscalation.class);

    private final CommandLog ledger;
    private final Workers workers;
    private final AbortPatience patience;

    AbortEscalation(CommandLog ledger, Workers workers, AbortPatience patience) {
        this.ledger = ledger;
        this.workers = workers;
        this.patience = patience;
    }

    /** A job whose handler is called now was asked to stop. */
    void begin(LiveJob job) {
        if (!job.escalateOnce()) {
            return;
        }
        JobLimits own = job.terms().limits();
        Duration interrupt = own.interruptAfterMillis() == 0
                ? patience.interruptAfter()
                : Duration.ofMillis(own.interruptAfterMillis());
        Duration abandon =
                own.abandonAfterMillis() == 0 ? patience.abandonAfter() : Duration.ofMillis(own.abandonAfterMillis());
        workers.after(interrupt, job::interruptHandler);
        workers.after(abandon, () -> abandon(job, abandon));
    }

    private void abandon(LiveJob job, Duration waited) {
        AbortRequested request = job.abort();
        String reason = "it did not stop within " + waited.toMillis() + " ms after "
                + (request == null ? "it was asked to" : request.by() + " had asked it to");
        boolean abandoned = job.abandon(
                worker -> ledger.appendAsync(LedgerCommand.ForJob.of(job.id(), new Command.Abandon(worker, reason))));
        if (abandoned) {
            LOG.warn("job {} is abandoned: {}; it keeps its claims until its thread is gone", job.id(), reason);
            job.children().kill();
            job.freeSlot();
        }
    }
}

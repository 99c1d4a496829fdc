package org.jobledger.engine.runtime;

import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;

/** What those are told who do not get their claims. Thread-safe. */
final class Refusals {
    private final CommandLog ledger;
    private final ClaimDesk desk;

    Refusals(CommandLog ledger, ClaimDesk desk) {
        this.ledger = ledger;
        this.desk = desk;
    }

    /** The error that tells of a refusal. */
    JobLedgerException error(ClaimAnswer.Refused refused) {
        if (refused.code().equals(NotNestedException.CODE)) {
            return new NotNestedException(refused.note());
        }
        ClaimWait why = desk.told(refused.why());
        return new ResourceBusyException(refused.code(), why + refused.note(), why);
    }

    /** Records a refusal. */
    <E extends JobLedgerException> E record(long id, JobCreated definition, E error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        ledger.append(
                LedgerCommand.ForJob.of(id, new Command.Submit(definition), new Command.Reject(error.code(), message)));
        return error;
    }
}

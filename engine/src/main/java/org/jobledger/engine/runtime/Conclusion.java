package org.jobledger.engine.runtime;

import java.util.List;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.WorkerToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows for a job from what its handler came to.
 *
 * @param ending how it ends
 * @param result what with
 * @param again whether the handler may be called again instead
 * @param undo whether it is undone before it ends
 * @param changes what is recorded with that
 */
record Conclusion(Ending ending, JobResult result, boolean again, boolean undo, List<LedgerCommand.Define> changes) {
    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    /** It was asked to stop. */
    static Conclusion cancelled(String message) {
        return new Conclusion(Ending.CANCELLED, new JobResult("", message, Document.empty()), false, true, List.of());
    }

    private static Conclusion failed(Throwable error) {
        String code = error instanceof JobLedgerException known ? known.code() : "handler-failed";
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return new Conclusion(Ending.FAILED, new JobResult(code, message, Document.empty()), false, true, List.of());
    }

    /**
     * From a call for work.
     *
     * @param stopped the message where it stopped because it was asked to
     */
    static Conclusion ofWork(Outcome outcome, LiveJob live, String stopped) {
        if (outcome instanceof Outcome.Returned returned) {
            return new Conclusion(
                    Ending.COMPLETED, new JobResult("", "", returned.result()), false, false, returned.changes());
        }
        Throwable error = ((Outcome.Threw) outcome).error();
        if (error instanceof JobAbortedException aborted) {
            return cancelled(aborted.leaves().isEmpty() ? stopped : stopped + "; " + aborted.leaves());
        } else if (error instanceof InterruptedException) {
            return live.abortRequested() || live.left() ? cancelled(stopped) : failed(error);
        }
        LOG.debug("job {} failed", live.id(), error);
        if (!(error instanceof Exception)) {
            return failed(error);
        } else if (notOurs(error)) {
            return new Conclusion(Ending.FAILED, failed(error).result(), false, false, List.of());
        }
        // An interrupt reaches a handler as all kinds of errors of input and output.
        return live.interrupted() ? cancelled(stopped) : failed(error).orAgain();
    }

    /** Where the ledger is gone or the job has passed to another worker, its next one goes on from what is there: nothing is undone. */
    private static boolean notOurs(Throwable e) {
        return e instanceof LedgerClosedException
                || e instanceof OutcomeUnknownException
                || e instanceof LedgerInUseException
                || e instanceof StaleWorkerException;
    }

    /** From a call to undo: what was concluded before stands, unless that failed. */
    static Conclusion ofUndo(Conclusion before, Outcome outcome) {
        if (outcome instanceof Outcome.Threw threw) {
            if (threw.error() instanceof JobAbortedException aborted
                    && !aborted.leaves().isEmpty()) {
                return before.leaving(aborted.leaves());
            }
            return failed(new IllegalStateException(
                    before.result().message() + "; and it could not be undone: "
                            + threw.error().getMessage(),
                    threw.error()));
        }
        return new Conclusion(
                before.ending(),
                before.result(),
                before.again(),
                before.undo(),
                ((Outcome.Returned) outcome).changes());
    }

    /** The same, with what people must know, if they are not told already. */
    private Conclusion leaving(String leaves) {
        String message = result.message();
        String told = message.contains(leaves) ? message : message + "; " + leaves;
        return new Conclusion(ending, new JobResult(result.code(), told, result.result()), again, undo, List.of());
    }

    private Conclusion orAgain() {
        return new Conclusion(ending, result, true, true, List.of());
    }

    /** The same, and the handler is not called again. */
    Conclusion undone() {
        return new Conclusion(ending, result, false, true, List.of());
    }

    Command finish(WorkerToken token, JobSamples.Sample sample) {
        return new Command.Finish(token, ending, result, sample.processed(), sample.workingMillis());
    }

    /** How it rests: before the next call of its handler, or with its work done. */
    Command rest(LiveJob live, WorkerToken token, JobSamples.Sample sample, int retriesBefore) {
        return again
                ? new Command.Retry(
                        token,
                        result.code(),
                        result.message(),
                        live.operation().retries().delay(retriesBefore).toMillis(),
                        sample.processed(),
                        sample.workingMillis())
                : new Command.Rest(token, result.result(), sample.processed(), sample.workingMillis());
    }
}

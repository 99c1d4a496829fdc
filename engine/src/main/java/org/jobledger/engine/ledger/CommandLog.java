package org.jobledger.engine.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jobledger.engine.JobLedgerException;

/**
 * Where commands for jobs are given, and where what came of them is seen: all that the rules of jobs have of a ledger. Thread-safe.
 *
 * <p>A {@link Ledger} decides them on a thread of its own and makes them durable; tests of the rules have one that does so at once, in
 * memory, on the thread that asks.
 */
public interface CommandLog {

    /**
     * Carries out a command and waits until it is durable. An interrupt of the waiting thread is kept for later.
     *
     * @throws JobLedgerException if it is refused or fails
     */
    default Appended append(LedgerCommand command) {
        return await(appendAsync(command));
    }

    /** Carries out a command as soon as possible; what comes of it is in the future. */
    CompletableFuture<Appended> appendAsync(LedgerCommand command);

    /**
     * Carries out commands as {@link #appendAsync(LedgerCommand)} does, each whole or not at all, in one group where that is possible.
     *
     * @return what comes of each, in their order
     */
    default List<CompletableFuture<Appended>> appendAsync(List<LedgerCommand> commands) {
        return commands.stream().map(this::appendAsync).toList();
    }

    /**
     * Waits for what comes of a command. An interrupt of the waiting thread is kept for later.
     *
     * @throws JobLedgerException if it was refused or failed
     */
    default Appended await(CompletableFuture<Appended> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JobLedgerException told) {
                throw told;
            }
            throw e;
        }
    }

    /** Carries out a command at leisure, in order; nobody hears of it, a refusal is only logged. */
    void appendLazily(LedgerCommand command);

    /** The unfinished jobs and the definitions. */
    LiveState live();

    /** True where this process may write. */
    boolean owned();
}

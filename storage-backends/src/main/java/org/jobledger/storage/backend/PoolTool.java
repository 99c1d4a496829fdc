package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildFailedException;
import org.jobledger.storage.io.ChildPipe;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.io.ProgramPipe;

/** Runs the programs of the operating system for a pool, one at a time: what a crash left of an earlier one is killed first. Thread-safe. */
public interface PoolTool {

    /** The programs that write to all of a device, or discard it. */
    Set<String> SLOW = Set.of("mkfs");

    /** How long those may take. */
    Duration SLOW_PATIENCE = Duration.ofHours(2);

    /** With the programs of this machine. */
    PoolTool SYSTEM = PoolTool::onSystem;

    /**
     * Runs a program to its end.
     *
     * @param what it does, for the error: "mount"
     * @return its status and what it said
     * @throws BackendException if it cannot be started, takes too long, or the thread is interrupted; then it is dead
     */
    Result run(PoolDefinition pool, String what, List<String> arguments);

    /**
     * How a program ended.
     *
     * @param status 0 where it succeeded
     * @param said what it said
     */
    record Result(int status, String said) {}

    /**
     * The same where only success will do.
     *
     * @return what it said
     * @throws BackendException if it ended with another status than 0 too
     */
    default String require(PoolDefinition pool, String what, List<String> arguments) {
        Result result = run(pool, what, arguments);
        if (result.status() != 0) {
            throw new BackendException("cannot " + what + " for pool '" + pool.name() + "': " + result.said());
        }
        return result.said();
    }

    /**
     * Starts a program whose input or output is the bytes of a volume; it may run for as long as it takes.
     *
     * @throws IOException if it cannot be started
     */
    default ProgramPipe pipe(PoolDefinition pool, List<String> arguments) throws IOException {
        String token = token(pool);
        try {
            Leftovers.killOfEarlierProcesses(token);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        return ChildPipe.start(ChildCommand.of(token, arguments));
    }

    private static String token(PoolDefinition pool) {
        return "pool-" + pool.uuid();
    }

    private static Result onSystem(PoolDefinition pool, String what, List<String> arguments) {
        String token = token(pool);
        ChildCommand usual = ChildCommand.of(token, arguments);
        ChildCommand command = SLOW.contains(usual.program()) ? usual.within(SLOW_PATIENCE) : usual;
        try {
            Leftovers.killOfEarlierProcesses(token);
            return new Result(0, ChildProcess.run(command));
        } catch (ChildFailedException e) {
            return new Result(e.status(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BackendException("cannot " + what + " for pool '" + pool.name() + "': " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException("interrupted at: " + what + " for pool '" + pool.name() + "'", e);
        }
    }
}

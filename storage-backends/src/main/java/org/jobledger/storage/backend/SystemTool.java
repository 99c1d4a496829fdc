package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildFailedException;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.ChildPipe;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.io.ProgramPipe;

/**
 * Runs the programs of this machine. What a crash left of a pool's earlier ones is killed before the first that runs for it.
 *
 * @param log where those that change something are written down
 * @param leftovers what a crash left
 */
public record SystemTool(ChildLog log, Leftovers leftovers) implements PoolTool {
    /** The programs that write to all of a device, or discard it. */
    private static final Set<String> SLOW = Set.of("mkfs");

    /** How long those may take. */
    private static final Duration SLOW_PATIENCE = Duration.ofHours(2);

    /** One that writes down in this log what it runs. */
    public SystemTool(ChildLog log) {
        this(log, new Leftovers(log));
    }

    @Override
    public Result run(PoolDefinition pool, String what, List<String> arguments) {
        return run(pool, what, arguments, said -> {}, () -> {});
    }

    @Override
    public Result run(PoolDefinition pool, String what, List<String> arguments, Consumer<String> heard, Runnable look) {
        return run(log, pool, what, arguments, heard, look);
    }

    @Override
    public Result look(PoolDefinition pool, String what, List<String> arguments) {
        return run(ChildLog.NONE, pool, what, arguments, said -> {}, () -> {});
    }

    private Result run(
            ChildLog in,
            PoolDefinition pool,
            String what,
            List<String> arguments,
            Consumer<String> heard,
            Runnable look) {
        ChildCommand usual = ChildCommand.of(PoolTool.token(pool), arguments);
        ChildCommand command = SLOW.contains(usual.program()) ? usual.within(SLOW_PATIENCE) : usual;
        try {
            leftovers.killOfEarlierProcesses(command.token());
            try (ChildProcess child = ChildProcess.start(command, in, new byte[0], heard)) {
                return new Result(0, child.await(look));
            }
        } catch (ChildFailedException e) {
            return new Result(e.status(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BackendException("cannot " + what + " for pool '" + pool.name() + "': " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException("interrupted at: " + what + " for pool '" + pool.name() + "'", e);
        }
    }

    @Override
    public ProgramPipe pipe(PoolDefinition pool, List<String> arguments) throws IOException {
        return pipe(log, pool, arguments);
    }

    @Override
    public ProgramPipe readPipe(PoolDefinition pool, List<String> arguments) throws IOException {
        return pipe(ChildLog.NONE, pool, arguments);
    }

    private ProgramPipe pipe(ChildLog in, PoolDefinition pool, List<String> arguments) throws IOException {
        ChildCommand command = ChildCommand.of(PoolTool.token(pool), arguments);
        try {
            leftovers.killOfEarlierProcesses(command.token());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        return ChildPipe.start(command, in);
    }
}

package org.jobledger.storage.backend;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.io.ProgramPipe;

/**
 * Runs the programs of the operating system for a pool. What changes something goes by {@link #run}, {@link #require} and {@link #pipe},
 * and is written down while it runs; what only looks goes by {@link #look}, {@link #read} and {@link #readPipe}. Thread-safe.
 */
public interface PoolTool {

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
    record Result(int status, String said) {
        /**
         * What it said, where only success will do.
         *
         * @throws BackendException if it ended with another status than 0
         */
        public String required(PoolDefinition pool, String what) {
            if (status != 0) {
                throw new BackendException("cannot " + what + " for pool '" + pool.name() + "': " + said);
            }
            return said;
        }
    }

    /**
     * The same, and tells meanwhile what it says.
     *
     * @param heard is given each piece that it says, on a thread of its own
     * @param look is called several times a second, on the thread that waits
     */
    default Result run(
            PoolDefinition pool, String what, List<String> arguments, Consumer<String> heard, Runnable look) {
        return run(pool, what, arguments);
    }

    /**
     * The same where only success will do.
     *
     * @return what it said
     * @throws BackendException if it ended with another status than 0 too
     */
    default String require(PoolDefinition pool, String what, List<String> arguments) {
        return run(pool, what, arguments).required(pool, what);
    }

    /** Runs a program that changes nothing. */
    default Result look(PoolDefinition pool, String what, List<String> arguments) {
        return run(pool, what, arguments);
    }

    /** The same where only success will do. */
    default String read(PoolDefinition pool, String what, List<String> arguments) {
        return look(pool, what, arguments).required(pool, what);
    }

    /**
     * Starts a program whose input is the bytes of a volume; it may run for as long as it takes.
     *
     * @throws IOException if it cannot be started
     */
    default ProgramPipe pipe(PoolDefinition pool, List<String> arguments) throws IOException {
        throw new IOException("no bytes go through " + arguments);
    }

    /** The same of a program whose output is the bytes of a volume, and which changes nothing. */
    default ProgramPipe readPipe(PoolDefinition pool, List<String> arguments) throws IOException {
        return pipe(pool, arguments);
    }

    /** What marks the programs of a pool. */
    static String token(PoolDefinition pool) {
        return "pool-" + pool.uuid();
    }
}

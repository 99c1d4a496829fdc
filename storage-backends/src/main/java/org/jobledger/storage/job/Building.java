package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeKind;
import org.jobledger.storage.backend.StorageBackend;

/** How a pool is built within a job. The programs that do it are killed when the job's thread is interrupted. */
final class Building {
    private static final String NOT = "no";
    private static final String PLAIN = "plain";

    private Building() {}

    /** How it is to be built, as a word for the parameters of a job. */
    static String word(Optional<Set<BuildOption>> options) {
        return options.map(some -> some.stream()
                        .findFirst()
                        .map(option -> option.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .orElse(PLAIN))
                .orElse(NOT);
    }

    /** What such a word says; nothing where it is not to be built. */
    static Optional<Set<BuildOption>> options(String word) {
        if (word.equals(NOT)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(BuildOption.values())
                .filter(option -> word(Optional.of(Set.of(option))).equals(word))
                .findFirst()
                .map(Set::of)
                .orElse(Set.of()));
    }

    /** Whether to do it once more is as good as to have done it once, wherever it was cut off. */
    static boolean repeatable(PoolDefinition pool, Set<BuildOption> options) {
        return options.contains(BuildOption.OVERWRITE)
                || (options.isEmpty() && pool.type().volumes() == VolumeKind.FILE);
    }

    /**
     * Builds a pool.
     *
     * @param share is given the thousandths that are done, where a program tells
     * @throws BackendException if it cannot be built
     * @throws JobAbortedException if somebody stops it meanwhile
     */
    static void build(
            JobContext job, StorageBackend backend, PoolDefinition pool, Set<BuildOption> options, IntConsumer share)
            throws IOException {
        PoolStep.BUILDING.work(job, undefined(pool), () -> backend.build(pool, options, share));
        PoolStep.BUILT.enter(job);
    }

    /**
     * Of a job that is undone: it was asked to stop, or that was so before a crash, and so it is not carried on.
     *
     * @throws JobAbortedException with what it leaves, where it may be built in part
     */
    static void tellUndone(JobContext job, PoolDefinition pool) {
        if ((job.abortRequested() || job.attempt() > 1) && PoolStep.of(job) == PoolStep.BUILDING) {
            throw new JobAbortedException("cut off while it was built", undefined(pool));
        }
    }

    /** What is to be said of a pool whose building was cut off. */
    static String undefined(PoolDefinition pool) {
        return "pool '" + pool.name() + "' is built in part, contents undefined: build it again";
    }
}

package org.jobledger.storage.job;

import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.io.Leftovers;

/**
 * Makes what a pool needs (libvirt: virStoragePoolBuild). What a crash cut off is not done again, for nobody knows what is there by now;
 * what still writes then is killed.
 */
public final class PoolBuildHandler implements JobHandler {
    /** All that there is to do, where the program that does it tells how far it is. */
    private static final int ALL = 1000;

    private final Backends backends;
    private final PoolChecks checks;
    private final Leftovers leftovers;

    /** A handler that works on these. */
    public PoolBuildHandler(Backends backends, PoolChecks checks, Leftovers leftovers) {
        this.backends = backends;
        this.checks = checks;
        this.leftovers = leftovers;
    }

    /** What a job is told. */
    public static Document parameters(PoolName pool, Set<BuildOption> options) {
        return Document.of("pool", pool.text(), "build", Building.word(Optional.of(options)));
    }

    @Override
    public Document run(JobContext job) throws Exception {
        PoolDefinition pool = checks.requireInactive(name(job)).definition();
        if (PoolStep.of(job) != PoolStep.NONE) {
            leftovers.killOfEarlierProcesses(PoolTool.token(pool));
            throw new BackendException(Building.undefined(pool));
        }
        job.phase(1, 1, "build");
        Set<BuildOption> options =
                Building.options(job.parameters().string("build")).orElse(Set.of());
        Building.build(job, backends.of(pool), pool, options, share -> counted(job, share));
        if (job.progress().processed() > 0) {
            counted(job, ALL);
        }
        return Document.of("pool", pool.name().text());
    }

    private static void counted(JobContext job, int share) {
        job.progress().total(ALL, "thousandths");
        job.progress().advance(share - job.progress().processed());
    }

    /** Nothing is taken back; but what still writes after a crash is killed. */
    @Override
    public void undo(JobContext job) throws Exception {
        if (PoolStep.of(job) == PoolStep.BUILDING) {
            PoolDefinition pool = checks.requireInactive(name(job)).definition();
            leftovers.killOfEarlierProcesses(PoolTool.token(pool));
            Building.tellUndone(job, pool);
        }
    }

    private static PoolName name(JobContext job) {
        return new PoolName(job.parameters().string("pool"));
    }
}

package org.jobledger.storage.job;

import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.io.Leftovers;

/** Removes what the building of a pool made (libvirt: virStoragePoolDelete). It never looks whether it shall stop. */
public final class PoolDeleteHandler implements JobHandler {
    private final Backends backends;
    private final PoolChecks checks;
    private final Leftovers leftovers;

    /** A handler that works on these. */
    public PoolDeleteHandler(Backends backends, PoolChecks checks, Leftovers leftovers) {
        this.backends = backends;
        this.checks = checks;
        this.leftovers = leftovers;
    }

    /** What a job is told. */
    public static Document parameters(PoolName pool) {
        return Document.of("pool", pool.text());
    }

    @Override
    public Document run(JobContext job) throws Exception {
        PoolName name = new PoolName(job.parameters().string("pool"));
        PoolDefinition pool = checks.requireInactive(name).definition();
        checks.requireIdle(name);
        if (job.attempt() > 1) {
            leftovers.killOfEarlierProcesses(PoolTool.token(pool));
        }
        job.phase(1, 1, "delete");
        backends.of(pool).remove(pool);
        return Document.of("pool", name.text());
    }
}

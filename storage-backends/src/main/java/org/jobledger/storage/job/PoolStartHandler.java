package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.io.Leftovers;
import org.jobledger.storage.job.Entry.Finding;

/**
 * Starts a pool (libvirt: virStoragePoolCreate, virStoragePoolCreateXML): builds it where that is asked for, starts it, and looks at what
 * is in it. That it is started is recorded in one with the end of the job, and so is what was found. What a crash cut off is done again;
 * what was aborted, or has failed, is stopped again.
 */
public final class PoolStartHandler implements JobHandler {
    private static final System.Logger LOG = System.getLogger(PoolStartHandler.class.getName());
    private static final int PHASES = 3;

    /** Of what is recorded with the end of a job; what is beyond becomes known by a refresh. */
    private static final int MOST_CHANGES = 1_000;

    private final Definitions definitions;
    private final Backends backends;
    private final PoolChecks checks;
    private final Leftovers leftovers;

    /** A handler that works on these. */
    public PoolStartHandler(Definitions definitions, Backends backends, PoolChecks checks, Leftovers leftovers) {
        this.definitions = definitions;
        this.backends = backends;
        this.checks = checks;
        this.leftovers = leftovers;
    }

    /** What a job is told that starts a pool which is defined. */
    public static Document parameters(PoolName pool, Optional<Set<BuildOption>> build) {
        return Document.of("pool", pool.text(), "build", Building.word(build));
    }

    /** What a job is told that starts a pool which is known from then on. */
    public static Document parameters(PoolDefinition pool, Optional<Set<BuildOption>> build) {
        return Document.of(
                "pool", pool.name().text(), "build", Building.word(build), "definition", PoolRecord.text(pool));
    }

    @Override
    public Document run(JobContext job) throws Exception {
        Optional<Set<BuildOption>> build = Building.options(job.parameters().string("build"));
        PoolRecord started = started(job);
        PoolDefinition pool = started.definition();
        StorageBackend backend = backends.of(pool);
        PoolStep before = PoolStep.of(job);
        if (before != PoolStep.NONE) {
            leftovers.killOfEarlierProcesses(PoolTool.token(pool));
        }
        if (build.isPresent() && before.compareTo(PoolStep.BUILT) < 0) {
            if (before == PoolStep.BUILDING && !Building.repeatable(pool, build.get())) {
                throw new BackendException(Building.undefined(pool));
            }
            job.phase(1, PHASES, "build");
            // What it counts are the entries of the pool.
            Building.build(job, backend, pool, build.get(), share -> {});
        }
        job.checkAbort();
        checks.requireUsableAlone(pool);
        start(job, backend, pool);
        Document found = refresh(job, backend, pool);
        job.checkAbort();
        definitions.putAtEnd(job, started);
        return found;
    }

    /** The pool as it shall be. */
    private PoolRecord started(JobContext job) {
        Optional<PoolDefinition> created = created(job);
        if (created.isEmpty()) {
            return checks.requireInactive(name(job)).active(true);
        }
        // Whether what is behind it can be used is asked when it is built.
        checks.requireCreatable(created.get(), true);
        return new PoolRecord(created.get(), true, false, false);
    }

    private static void start(JobContext job, StorageBackend backend, PoolDefinition pool) throws IOException {
        job.phase(2, PHASES, "start");
        PoolStep.STARTING.work(job, "", () -> backend.start(pool));
        job.checkAbort();
    }

    private Document refresh(JobContext job, StorageBackend backend, PoolDefinition pool) {
        job.phase(PHASES, PHASES, "refresh");
        Findings findings = new Findings();
        int[] changes = new int[1];
        findings.look(job, Findings.names(definitions, backend, pool), volume -> {
            Entry entry = Entry.of(definitions.find(pool.name(), volume), backend.find(pool, volume));
            return changes[0] < MOST_CHANGES ? merge(job, pool.name(), volume, entry, changes) : entry.finding();
        });
        return findings.result();
    }

    /** No job has a volume of a pool that is not started. */
    private Finding merge(JobContext job, PoolName pool, VolumeName volume, Entry entry, int[] changes) {
        entry.mergeAtEnd(definitions, pool, volume, job);
        changes[0] += entry.changes() ? 1 : 0;
        return entry.finding();
    }

    /**
     * Stops what this job may have started; what it has built stays. Where it has failed, that is what people must know, and not that there
     * was nothing to stop.
     */
    @Override
    public void undo(JobContext job) throws Exception {
        PoolStep before = PoolStep.of(job);
        if (before == PoolStep.NONE) {
            return;
        }
        PoolDefinition pool =
                created(job).orElseGet(() -> definitions.pool(name(job)).definition());
        leftovers.killOfEarlierProcesses(PoolTool.token(pool));
        if (before == PoolStep.STARTING) {
            stop(job, pool);
        }
        Building.tellUndone(job, pool);
    }

    private void stop(JobContext job, PoolDefinition pool) {
        try {
            backends.of(pool).stop(pool);
        } catch (BackendException e) {
            if (job.abortRequested()) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "after its start has failed: " + e.getMessage());
        }
    }

    private static Optional<PoolDefinition> created(JobContext job) {
        return Optional.ofNullable(job.parameters().value("definition"))
                .map(text -> PoolRecord.definition(String.valueOf(text)));
    }

    private static PoolName name(JobContext job) {
        return new PoolName(job.parameters().string("pool"));
    }
}

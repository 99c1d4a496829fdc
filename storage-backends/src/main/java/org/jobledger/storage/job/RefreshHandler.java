package org.jobledger.storage.job;

import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.Entry.Finding;

/**
 * Compares what the ledger knows of a pool with what is there, entry by entry (libvirt: virStoragePoolRefresh). It never forgets first
 * and looks then: a volume that a job has is left to that job, a file that vanishes meanwhile is one that is not there, and an entry
 * that cannot be read leaves its volume as it is known.
 */
public final class RefreshHandler implements JobHandler {
    private final Definitions definitions;
    private final Backends backends;
    private final Unclaimed unclaimed;

    /** A handler that works on these. */
    public RefreshHandler(Definitions definitions, Backends backends, Unclaimed unclaimed) {
        this.definitions = definitions;
        this.backends = backends;
        this.unclaimed = unclaimed;
    }

    /** What a job is told. */
    public static Document parameters(PoolName pool) {
        return Document.of("pool", pool.text());
    }

    @Override
    public Document run(JobContext job) {
        PoolName name = new PoolName(job.parameters().string("pool"));
        PoolRecord pool = definitions.pool(name);
        if (!pool.active()) {
            throw new PoolInactiveException("pool '" + name + "' is not active");
        }
        StorageBackend backend = backends.of(pool.definition());
        backend.requireUsable(pool.definition());
        backend.rescan(pool.definition());
        Findings findings = new Findings();
        findings.look(
                job,
                Findings.names(definitions, backend, pool.definition()),
                volume -> look(job, pool, backend, volume));
        return findings.result();
    }

    private Finding look(JobContext job, PoolRecord pool, StorageBackend backend, VolumeName volume) {
        PoolName name = pool.definition().name();
        Entry[] seen = new Entry[1];
        boolean mine = unclaimed.change(StorageRefs.of(name, volume), () -> {
            seen[0] = Entry.of(definitions.find(name, volume), backend.find(pool.definition(), volume));
            seen[0].merge(definitions, name, volume, job.jobId());
        });
        return mine ? seen[0].finding() : Finding.BUSY;
    }
}

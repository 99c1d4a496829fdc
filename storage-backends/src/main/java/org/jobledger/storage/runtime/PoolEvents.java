package org.jobledger.storage.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.PoolEvent.Kind;
import org.jobledger.storage.PoolListener;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of pools from those of the ledger. What happened to a definition is told by the one before it, so all of the log is
 * heard, and told on from a position. For the thread of one subscription.
 */
final class PoolEvents implements LedgerListener {
    private static final Map<String, Kind> KINDS = Map.of(
            "buildPool", Kind.CREATED, "deletePool", Kind.DELETED, StorageCall.REFRESH.operation(), Kind.REFRESHED);

    private final long from;
    private final PoolListener listener;
    private final Map<ResourceRef, PoolRecord> pools = new HashMap<>();
    private final Map<Long, JobCreated> jobs = new HashMap<>();

    /** Tells a listener what happens from a position on. */
    PoolEvents(long from, PoolListener listener) {
        this.from = from;
        this.listener = listener;
    }

    @Override
    public void on(RecordedEvent recorded) throws Exception {
        if (recorded.event() instanceof ResourceRecorded change
                && change.resource().kind().equals(StorageRefs.POOL)) {
            changed(recorded, change);
        } else if (recorded.event() instanceof JobCreated job && KINDS.containsKey(job.operation())) {
            jobs.put(recorded.jobId(), job);
        } else if (recorded.event().type().endsJob()) {
            ended(recorded);
        }
    }

    private void changed(RecordedEvent recorded, ResourceRecorded change) throws Exception {
        PoolRecord before = pools.get(change.resource());
        PoolRecord now = change.definition() == null
                ? null
                : PoolRecord.of(change.resource().name(), change.definition());
        if (now == null) {
            pools.remove(change.resource());
        } else {
            pools.put(change.resource(), now);
        }
        PoolRecord known = now == null ? before : now;
        Optional<Kind> kind = kind(before, now);
        if (known != null && kind.isPresent()) {
            tell(recorded, known, kind.get());
        }
    }

    private static Optional<Kind> kind(@Nullable PoolRecord before, @Nullable PoolRecord now) {
        boolean wasActive = before != null && before.active();
        if (now == null) {
            return Optional.of(wasActive ? Kind.STOPPED : Kind.UNDEFINED);
        } else if (now.active() != wasActive) {
            return Optional.of(now.active() ? Kind.STARTED : Kind.STOPPED);
        }
        return before != null && before.autostart() != now.autostart() ? Optional.empty() : Optional.of(Kind.DEFINED);
    }

    private void ended(RecordedEvent recorded) throws Exception {
        JobCreated job = jobs.remove(recorded.jobId());
        if (job == null || !(recorded.event() instanceof JobCompleted)) {
            return;
        }
        for (Claim claim : job.claims()) {
            PoolRecord pool = pools.get(claim.resource());
            Kind kind = KINDS.get(job.operation());
            if (pool != null && kind != null) {
                tell(recorded, pool, kind);
            }
        }
    }

    private void tell(RecordedEvent recorded, PoolRecord pool, Kind kind) throws Exception {
        if (recorded.position() >= from) {
            listener.on(new PoolEvent(
                    recorded.position(),
                    recorded.at(),
                    pool.definition().name().text(),
                    pool.definition().uuid(),
                    kind));
        }
    }
}

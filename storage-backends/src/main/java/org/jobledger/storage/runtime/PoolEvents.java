package org.jobledger.storage.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.Subscription;
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
            StorageCall.POOL_BUILD.operation(),
            Kind.CREATED,
            StorageCall.POOL_DELETE.operation(),
            Kind.DELETED,
            StorageCall.REFRESH.operation(),
            Kind.REFRESHED,
            // What they were called as normal jobs.
            "buildPool",
            Kind.CREATED,
            "deletePool",
            Kind.DELETED);

    /** How far live state may be behind what is forced, events; a group is far smaller. */
    private static final long WINDOW = 10_000;

    private static final int ATTEMPTS = 100;

    private final long from;
    private final PoolListener listener;
    private final Map<ResourceRef, PoolRecord> pools = new HashMap<>();
    private final Map<Long, Work> jobs = new HashMap<>();

    /**
     * A job that may become an event.
     *
     * @param kind of which kind
     * @param claims on what
     */
    private record Work(Kind kind, List<Claim> claims) {}

    private PoolEvents(long from, PoolListener listener) {
        this.from = from;
        this.listener = listener;
    }

    /** Tells a listener what happens from a position on. */
    static Subscription since(Storage storage, long from, PoolListener listener) {
        return storage.engine().subscribe(1, new PoolEvents(from, listener));
    }

    /**
     * Tells it what happens from now on. What there is now is what live state says, in which the last events may be missing: those are
     * heard before anything is told. Where something happens in every moment of the look, the log is read instead.
     */
    static Subscription fromNow(Storage storage, PoolListener listener) {
        JobEngine engine = storage.engine();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long position = engine.position();
            PoolEvents events = new PoolEvents(position + 1, listener);
            storage.definitions()
                    .pools()
                    .forEach(pool ->
                            events.pools.put(StorageRefs.of(pool.definition().name()), pool));
            engine.jobs().forEach(job -> events.begun(job.id(), job.operation(), job.claims()));
            if (engine.position() == position) {
                return engine.subscribe(Math.max(1, position + 1 - WINDOW), events);
            }
        }
        return since(storage, engine.position() + 1, listener);
    }

    private void begun(long id, String operation, List<Claim> claims) {
        Kind kind = KINDS.get(operation);
        if (kind != null) {
            jobs.put(id, new Work(kind, claims));
        }
    }

    @Override
    public void on(RecordedEvent recorded) throws Exception {
        if (recorded.event() instanceof ResourceRecorded change
                && change.resource().kind().equals(StorageRefs.POOL)) {
            changed(recorded, change);
        } else if (recorded.event() instanceof JobCreated job) {
            begun(recorded.jobId(), job.operation(), job.claims());
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
        Work job = jobs.remove(recorded.jobId());
        if (job == null || !(recorded.event() instanceof JobCompleted)) {
            return;
        }
        for (Claim claim : job.claims()) {
            PoolRecord pool = pools.get(claim.resource());
            if (pool != null) {
                tell(recorded, pool, job.kind());
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

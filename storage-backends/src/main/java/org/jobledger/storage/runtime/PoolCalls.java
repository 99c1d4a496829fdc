package org.jobledger.storage.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolActiveException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolExistsException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.RefreshHandler;

/** The calls on pools. Each looks first, then takes the pool, looks again, and changes it. */
final class PoolCalls {
    private static final System.Logger LOG = System.getLogger(PoolCalls.class.getName());

    private final Storage storage;
    private final Caller caller;
    private final PoolLooks looks;

    PoolCalls(Storage storage, Caller caller) {
        this.storage = storage;
        this.looks = storage.looks();
        this.caller = caller;
    }

    PoolInfo define(PoolDefinition definition) {
        requireDefinable(definition);
        return besideVolumes("definePool", definition.name(), () -> {
            requireDefinable(definition);
            boolean autostart = storage.definitions()
                    .find(definition.name())
                    .map(PoolRecord::autostart)
                    .orElse(false);
            storage.definitions().put(new PoolRecord(definition, false).autostart(autostart));
        });
    }

    private void requireDefinable(PoolDefinition definition) {
        storage.backends().of(definition);
        if (redefines(definition)) {
            requireInactive(definition.name());
        }
        requireNew(definition);
        requireOutsideLedger(definition);
    }

    /** Whether it is a new definition of a pool that there is: same name and same uuid. */
    private boolean redefines(PoolDefinition wanted) {
        return storage.definitions()
                .find(wanted.name())
                .filter(pool -> pool.definition().uuid().equals(wanted.uuid()))
                .isPresent();
    }

    /** Defines and starts in one job; nothing stays of a pool that could not be started, nor of one that is stopped. */
    PoolInfo create(PoolDefinition definition, boolean build) {
        requireCreatable(definition, build);
        return alone(JobClass.MODIFY, "createPool", definition.name(), () -> {
            requireCreatable(definition, build);
            if (build) {
                storage.backends().of(definition).build(definition, Set.of());
            }
            requireUsableAlone(definition);
            storage.backends().of(definition).start(definition);
            storage.definitions().put(new PoolRecord(definition, true, false, false));
        });
    }

    private void requireCreatable(PoolDefinition definition, boolean build) {
        storage.backends().of(definition);
        requireNew(definition);
        if (redefines(definition)) {
            throw new PoolExistsException("cannot create pool '" + definition.name() + "': it is defined already");
        }
        requireOutsideLedger(definition);
        if (!build) {
            requireUsableAlone(definition);
        }
    }

    PoolInfo autostart(PoolName name, boolean on) {
        requirePersistent(name);
        return besideVolumes(
                "setPoolAutostart",
                name,
                () -> storage.definitions().put(requirePersistent(name).autostart(on)));
    }

    private PoolRecord requirePersistent(PoolName name) {
        PoolRecord pool = storage.definitions().pool(name);
        if (!pool.persistent()) {
            throw new InvalidValueException("pool '" + name + "' is transient: it cannot be started by itself");
        }
        return pool;
    }

    /** Starts what is to be started by itself and is not; one that cannot be is left for the next time. */
    List<PoolInfo> startAll() {
        return storage.definitions().pools().stream()
                .filter(pool -> pool.autostart() && !pool.active())
                .map(pool -> startIfPossible(pool.definition().name()))
                .toList();
    }

    private PoolInfo startIfPossible(PoolName name) {
        try {
            return start(name);
        } catch (StorageException e) {
            LOG.log(System.Logger.Level.WARNING, "pool '" + name + "' could not be started by itself", e);
            return info(name);
        }
    }

    void delete(PoolName name) {
        requireInactive(name);
        take(JobClass.DESTROY, "deletePool", name, () -> {
            PoolRecord pool = requireInactive(name);
            requireIdle(name);
            storage.backend(pool).remove(pool.definition());
        });
    }

    private void requireNew(PoolDefinition wanted) {
        for (PoolRecord pool : storage.definitions().pools()) {
            PoolDefinition known = pool.definition();
            if (known.name().equals(wanted.name()) && known.uuid().equals(wanted.uuid())) {
                continue;
            }
            String same = "";
            if (known.name().equals(wanted.name())) {
                same = "this name";
            } else if (known.uuid().equals(wanted.uuid())) {
                same = "uuid " + wanted.uuid();
            } else if (wanted.type().hasTarget() && known.target().equals(wanted.target())) {
                same = "target '" + wanted.target() + "'";
            }
            if (!same.isEmpty()) {
                throw new PoolExistsException("cannot define pool '" + wanted.name() + "': pool '" + known.name()
                        + "' with " + same + " exists already");
            }
        }
    }

    /** Its files must never be taken for volumes. */
    private void requireOutsideLedger(PoolDefinition wanted) {
        Optional<Path> ledger = storage.ledger();
        if (ledger.isPresent() && real(wanted.target()).startsWith(real(ledger.get()))) {
            throw new InvalidValueException("target '" + wanted.target() + "' of pool '" + wanted.name()
                    + "' is inside the ledger '" + ledger.get() + "'");
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // It does not exist yet, so nothing else can be the same directory.
            return path;
        }
    }

    PoolInfo build(PoolName name, Set<BuildOption> options) {
        requireInactive(name);
        return alone(JobClass.MODIFY, "buildPool", name, () -> {
            PoolRecord pool = requireInactive(name);
            storage.backend(pool).build(pool.definition(), options);
        });
    }

    PoolInfo start(PoolName name) {
        requireStartable(name);
        return alone(JobClass.MODIFY, "startPool", name, () -> {
            PoolRecord pool = requireStartable(name);
            storage.backend(pool).start(pool.definition());
            storage.definitions().put(pool.active(true));
        });
    }

    private PoolRecord requireStartable(PoolName name) {
        PoolRecord pool = requireInactive(name);
        requireUsableAlone(pool.definition());
        return pool;
    }

    /** What is behind it can be used, and no other pool uses it. */
    private void requireUsableAlone(PoolDefinition definition) {
        PoolName name = definition.name();
        StorageBackend backend = storage.backends().of(definition);
        backend.requireStartable(definition);
        requireOutsideLedger(definition);
        String identity = backend.identity(definition);
        storage.definitions().pools().stream()
                .filter(PoolRecord::active)
                .filter(other -> identity.equals(identityOf(other)))
                .findFirst()
                .ifPresent(other -> {
                    throw new PoolExistsException("cannot start pool '" + name + "': pool '"
                            + other.definition().name() + "' on '"
                            + other.definition().target()
                            + "' is the same directory as '" + definition.target() + "'");
                });
    }

    private String identityOf(PoolRecord pool) {
        // A directory that cannot be looked at now is not the one that was just looked at.
        return PoolLooks.await(looks.begin(pool), PoolLooks.deadlineNanos())
                .map(PoolLooks.Seen::identity)
                .orElse("");
    }

    PoolInfo stop(PoolName name) {
        PoolInfo last = info(storage.activePool(name).active(false));
        take(JobClass.DESTROY, "stopPool", name, () -> {
            PoolRecord pool = storage.activePool(name);
            storage.admission().during(name, () -> {
                requireIdle(name);
                // First what can fail, then what the ledger says of it.
                storage.backend(pool).stop(pool.definition());
                if (pool.persistent()) {
                    storage.definitions().put(pool.active(false));
                } else {
                    storage.definitions().remove(name);
                }
            });
        });
        return last;
    }

    Job refresh(PoolName name) {
        return new Submission(storage, caller, StorageCall.REFRESH)
                .on(StorageCall.Role.POOL, name)
                .submit(RefreshHandler.parameters(name));
    }

    void undefine(PoolName name) {
        requireInactive(name);
        take(JobClass.DESTROY, "undefinePool", name, () -> {
            requireInactive(name);
            requireIdle(name);
            storage.definitions().remove(name);
        });
    }

    private PoolRecord requireInactive(PoolName name) {
        PoolRecord pool = storage.definitions().pool(name);
        if (pool.active()) {
            throw new PoolActiveException("pool '" + name + "' is active");
        }
        return pool;
    }

    private void requireIdle(PoolName name) {
        Optional<JobInfo> busy = Holders.in(storage.engine()).inside(name);
        if (busy.isPresent()) {
            throw new PoolBusyException("pool '" + name + "' has asynchronous jobs running. First of them: job "
                    + busy.get().id() + " (" + busy.get().operation() + ")");
        }
    }

    /** Changes the pool's definition, while jobs run on its volumes. */
    private PoolInfo besideVolumes(String api, PoolName name, Runnable change) {
        take(JobClass.MODIFY, api, Claim.besideChildren(StorageRefs.of(name)), name, change);
        return info(storage.definitions().pool(name));
    }

    private PoolInfo alone(JobClass jobClass, String api, PoolName name, Runnable change) {
        take(jobClass, api, name, change);
        return info(storage.definitions().pool(name));
    }

    private void take(JobClass jobClass, String api, PoolName name, Runnable change) {
        take(jobClass, api, Claim.exclusive(StorageRefs.of(name)), name, change);
    }

    private void take(JobClass jobClass, String api, Claim claim, PoolName name, Runnable change) {
        JobRequest request = JobRequest.normal(jobClass, api)
                .claiming(claim)
                .by(caller.principal(), api)
                .waiting(caller.patience());
        try (JobScope scope = storage.engine().begin(request)) {
            change.run();
            scope.complete();
        } catch (ResourceBusyException e) {
            throw new PoolBusyException(text(name, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolBusyException("interrupted while waiting for pool '" + name + "'", e);
        }
    }

    private static String text(PoolName name, ResourceBusyException refusal) {
        boolean inside = refusal.why().stream()
                .flatMap(why -> why.waitsFor().stream())
                .anyMatch(owner -> StorageRefs.isVolumeOf(name, owner.claim().resource()));
        return "pool '" + name + "' " + (inside ? "has asynchronous jobs running. " : "is still in use: ")
                + refusal.getMessage();
    }

    List<PoolInfo> all() {
        List<PoolRecord> pools = storage.definitions().pools();
        looks.beginAll(pools.stream().filter(PoolRecord::active).toList());
        long deadlineNanos = PoolLooks.deadlineNanos();
        return pools.stream().map(pool -> info(pool, deadlineNanos)).toList();
    }

    PoolInfo info(PoolName name) {
        return info(storage.definitions().pool(name));
    }

    private PoolInfo info(PoolRecord pool) {
        return info(pool, PoolLooks.deadlineNanos());
    }

    private PoolInfo info(PoolRecord pool, long deadlineNanos) {
        if (!pool.active()) {
            return info(pool, PoolState.INACTIVE, new Space(0, 0, 0));
        }
        return PoolLooks.await(looks.begin(pool), deadlineNanos)
                .map(seen -> info(pool, PoolState.RUNNING, seen.space()))
                .orElseGet(() -> info(pool, PoolState.INACCESSIBLE, new Space(0, 0, 0)));
    }

    private static PoolInfo info(PoolRecord record, PoolState state, Space space) {
        PoolDefinition pool = record.definition();
        return new PoolInfo(
                pool.name().text(),
                pool.uuid(),
                pool.type(),
                state,
                pool.target(),
                space.capacity(),
                space.allocation(),
                space.available(),
                record.persistent(),
                record.autostart());
    }
}

package org.jobledger.storage.runtime;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.RefreshHandler;

/** The calls on pools. Each looks first, then takes the pool, looks again, and changes it. */
final class PoolCalls {
    private static final System.Logger LOG = System.getLogger(PoolCalls.class.getName());

    private final Storage storage;
    private final Caller caller;
    private final PoolRules rules;
    private final PoolLooks looks;

    PoolCalls(Storage storage, Caller caller) {
        this.storage = storage;
        this.looks = storage.looks();
        this.caller = caller;
        this.rules = new PoolRules(storage);
    }

    PoolInfo define(PoolDefinition definition) {
        rules.requireDefinable(definition);
        return besideVolumes("definePool", definition.name(), () -> {
            rules.requireDefinable(definition);
            storage.definitions()
                    .put(storage.definitions()
                            .find(definition.name())
                            .map(known -> known.defined(definition))
                            .orElseGet(() -> new PoolRecord(definition, false)));
        });
    }

    /** Defines and starts in one job; nothing stays of a pool that could not be started, nor of one that is stopped. */
    PoolInfo create(PoolDefinition definition, Optional<Set<BuildOption>> build) {
        rules.requireCreatable(definition, build.isPresent());
        if (build.isPresent()) {
            requireBuildable(definition);
        }
        return alone(JobClass.MODIFY, "createPool", definition.name(), () -> {
            rules.requireCreatable(definition, build.isPresent());
            build.ifPresent(options -> storage.backends().of(definition).build(definition, options));
            rules.requireUsableAlone(definition);
            storage.backends().of(definition).start(definition);
            storage.definitions().put(new PoolRecord(definition, true, false, false));
        });
    }

    PoolInfo autostart(PoolName name, boolean on) {
        if (rules.requirePersistent(name).autostart() == on) {
            return info(name);
        }
        return besideVolumes(
                "setPoolAutostart",
                name,
                () -> storage.definitions().put(rules.requirePersistent(name).autostart(on)));
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
            return start(name, Optional.empty());
        } catch (StorageException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pool '" + name + "' could not be started by itself: " + e.getMessage());
            return info(name);
        }
    }

    void delete(PoolName name) {
        PoolDefinition definition = rules.requireInactive(name).definition();
        storage.backends().of(definition).requireAble(definition, Ability.DELETE_POOL);
        take(JobClass.DESTROY, "deletePool", name, () -> {
            PoolRecord pool = rules.requireInactive(name);
            rules.requireIdle(name);
            storage.backend(pool).remove(pool.definition());
        });
    }

    PoolInfo build(PoolName name, Set<BuildOption> options) {
        if (options.size() > 1) {
            throw new InvalidValueException("to overwrite and not to overwrite exclude each other");
        }
        requireBuildable(rules.requireInactive(name).definition());
        return alone(JobClass.MODIFY, "buildPool", name, () -> {
            PoolRecord pool = rules.requireInactive(name);
            storage.backend(pool).build(pool.definition(), options);
        });
    }

    PoolInfo start(PoolName name, Optional<Set<BuildOption>> build) {
        requireStartable(name, build.isPresent());
        return alone(JobClass.MODIFY, "startPool", name, () -> {
            requireStartable(name, build.isPresent());
            PoolRecord pool = rules.requireInactive(name);
            build.ifPresent(options -> storage.backend(pool).build(pool.definition(), options));
            rules.requireStartable(name);
            storage.backend(pool).start(pool.definition());
            storage.definitions().put(pool.active(true));
        });
    }

    private void requireBuildable(PoolDefinition definition) {
        storage.backends().of(definition).requireAble(definition, Ability.BUILD_POOL);
    }

    /** What is to be built first need not be there yet. */
    private void requireStartable(PoolName name, boolean build) {
        if (build) {
            requireBuildable(rules.requireInactive(name).definition());
        } else {
            rules.requireStartable(name);
        }
    }

    PoolInfo stop(PoolName name, boolean abortJobs) {
        PoolInfo last = info(storage.activePool(name).active(false));
        JobRequest request = request(JobClass.DESTROY, "stopPool", Claim.exclusive(StorageRefs.of(name)));
        take(abortJobs ? abortingJobs(request) : request, name, () -> {
            PoolRecord pool = storage.activePool(name);
            storage.admission().during(name, () -> {
                rules.requireIdle(name);
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

    /** They take a while to stop, also where the caller would not wait for who is at work. */
    private JobRequest abortingJobs(JobRequest request) {
        return request.abortingHolders()
                .waiting(caller.patience().isZero() ? JobRequest.DEFAULT_WAIT : caller.patience());
    }

    Job refresh(PoolName name) {
        return new Submission(storage, caller, StorageCall.REFRESH)
                .on(StorageCall.Role.POOL, name)
                .submit(RefreshHandler.parameters(name));
    }

    void undefine(PoolName name) {
        rules.requireInactive(name);
        take(JobClass.DESTROY, "undefinePool", name, () -> {
            rules.requireInactive(name);
            rules.requireIdle(name);
            storage.definitions().remove(name);
        });
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
        take(request(jobClass, api, claim), name, change);
    }

    private JobRequest request(JobClass jobClass, String api, Claim claim) {
        return JobRequest.normal(jobClass, api)
                .claiming(claim)
                .by(caller.principal(), api)
                .waiting(caller.patience());
    }

    private void take(JobRequest request, PoolName name, Runnable change) {
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

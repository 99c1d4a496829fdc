package org.jobledger.storage.runtime;

import java.util.List;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.RefreshHandler;

/** The calls on pools that are done when they return. Each looks first, then takes the pool, looks again, and changes it. */
final class PoolCalls {
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

    PoolInfo autostart(PoolName name, boolean on) {
        if (rules.requirePersistent(name).autostart() == on) {
            return info(name);
        }
        return besideVolumes(
                "setPoolAutostart",
                name,
                () -> storage.definitions().put(rules.requirePersistent(name).autostart(on)));
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
                    forget(pool);
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
            PoolRecord pool = rules.requireInactive(name);
            rules.requireIdle(name);
            forget(pool);
        });
    }

    private void forget(PoolRecord pool) {
        storage.definitions().removePrograms(PoolTool.token(pool.definition()));
        storage.definitions().remove(pool.definition().name());
    }

    /** Changes the pool's definition, while jobs run on its volumes. */
    private PoolInfo besideVolumes(String api, PoolName name, Runnable change) {
        take(JobClass.MODIFY, api, Claim.besideChildren(StorageRefs.of(name)), name, change);
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
            throw PoolWork.busy(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolBusyException("interrupted while waiting for pool '" + name + "'", e);
        }
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

package org.jobledger.storage.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.Target;
import org.jobledger.storage.runtime.StorageCall.Role;
import org.jspecify.annotations.Nullable;

/**
 * A long call on its way to become a job: it looks whether the call makes sense, then asks for its claims. Where they are refused the
 * text is libvirt's.
 */
final class Submission {
    /** What must be so for a call to make sense. */
    @FunctionalInterface
    interface Check {
        void on(PoolRecord pool, Target target);
    }

    private final Storage storage;
    private final Caller caller;
    private final StorageCall call;
    private final Map<Role, ResourceRef> resources = new EnumMap<>(Role.class);
    private final List<ResourceRef> beside = new ArrayList<>();
    private final Map<PoolName, Boolean> pools = new LinkedHashMap<>();
    private @Nullable StorageException refusal;

    Submission(Storage storage, Caller caller, StorageCall call) {
        this.storage = storage;
        this.caller = caller;
        this.call = call;
    }

    /** One more volume it is about, checked unless a job is in the way just now: that job answers for it then. */
    Submission on(Role role, Target target, Check check) {
        PoolRecord pool = on(target.pool());
        ResourceRef volume = StorageRefs.of(target.pool(), target.volume());
        resources.put(role, volume);
        if (!isHeldAgainst(role, volume)) {
            try {
                check.on(pool, target);
            } catch (VolumeOpenElsewhereException e) {
                // It may be a job of ours that has begun since.
                if (!isHeldAgainst(role, volume)) {
                    throw e;
                }
            } catch (StorageException e) {
                refused(e);
            }
        }
        return this;
    }

    /** Where it may be that a job has done meanwhile what is asked for, that is asked first. */
    private void refused(StorageException reason) {
        if (!caller.repeating()) {
            throw reason;
        } else if (refusal == null) {
            refusal = reason;
        }
    }

    /** The pool it is about. */
    Submission on(Role role, PoolName pool) {
        PoolRecord unused = on(pool);
        resources.put(role, StorageRefs.of(pool));
        return this;
    }

    /** Volumes that must stay as they are meanwhile. */
    Submission beside(Collection<Target> targets) {
        for (Target target : targets) {
            PoolRecord unused = on(target.pool());
            beside.add(StorageRefs.of(target.pool(), target.volume()));
        }
        return this;
    }

    private PoolRecord on(PoolName name) {
        PoolRecord pool = storage.activePool(name);
        storage.backend(pool).requireUsable(pool.definition());
        pools.put(name, true);
        return pool;
    }

    private boolean isHeldAgainst(Role role, ResourceRef volume) {
        return storage.engine()
                .holder(volume)
                .filter(job -> call.isAlone(role) || mode(job, volume) != ClaimMode.SHARED)
                .isPresent();
    }

    private static ClaimMode mode(JobInfo job, ResourceRef resource) {
        return job.claims().stream()
                .filter(claim -> claim.resource().equals(resource))
                .map(Claim::mode)
                .findFirst()
                .orElse(ClaimMode.SHARED);
    }

    /** Becomes a job that finds its secrets with its caller. */
    Job submit(@Nullable VolumeEncryption encryption, Function<String, Document> parameters) {
        return submit(encryption != null, parameters);
    }

    /** The same, where it is known whether it needs secrets. */
    Job submit(boolean secrets, Function<String, Document> parameters) {
        if (!secrets) {
            return submit(parameters.apply(""));
        }
        String token = storage.secrets().hold(caller.secrets());
        try {
            return submit(parameters.apply(token));
        } catch (RuntimeException e) {
            storage.secrets().forget(token);
            throw e;
        }
    }

    /**
     * Becomes a job.
     *
     * @throws VolumeBusyException if one of its volumes is held and it does not wait
     * @throws PoolBusyException if its pool is held and it does not wait
     */
    Job submit(Document parameters) {
        if (caller.repeating()) {
            new RepeatedCall(storage.engine(), call, parameters).requireNew();
        }
        if (refusal != null) {
            throw refusal;
        }
        JobRequest request = JobRequest.of(call.operation())
                .with(parameters)
                .by(caller.principal(), call.api())
                .waiting(caller.patience());
        List<Claim> claims = new ArrayList<>(call.claims(resources));
        beside.stream()
                .distinct()
                .filter(volume -> !resources.containsValue(volume))
                .map(Claim::shared)
                .forEach(claims::add);
        for (Claim claim : claims) {
            request = request.claiming(claim);
        }
        JobRequest asked = request;
        try {
            return storage.admission().during(pools.keySet(), () -> {
                pools.keySet().forEach(storage::activePool);
                return storage.engine().submit(asked);
            });
        } catch (ResourceBusyException e) {
            throw busy(claims, e);
        }
    }

    private StorageException busy(List<Claim> claims, ResourceBusyException refusal) {
        for (Claim claim : claims) {
            Optional<JobInfo> holder = storage.engine().holder(claim.resource());
            boolean refuses = holder.filter(
                            job -> claim.mode() != ClaimMode.SHARED || mode(job, claim.resource()) != ClaimMode.SHARED)
                    .isPresent();
            if (refuses) {
                return busy(claim.resource(), holder.get(), refusal);
            }
        }
        // Its holder has gone since.
        return busy(claims.get(0).resource(), "is still in use.", refusal);
    }

    private static StorageException busy(ResourceRef resource, JobInfo holder, ResourceBusyException refusal) {
        boolean made = mode(holder, resource) != ClaimMode.SHARED
                && StorageCall.of(holder.operation()).filter(StorageCall::makes).isPresent();
        String text = (made ? "is being allocated." : "is still in use.") + " Held by job " + holder.id() + " ("
                + holder.operation() + ") since " + holder.createdAt();
        return busy(resource, text, refusal);
    }

    private static StorageException busy(ResourceRef resource, String text, ResourceBusyException refusal) {
        String whole = resource.kind() + " '" + resource.name() + "' " + text;
        return resource.kind().equals(StorageRefs.POOL)
                ? new PoolBusyException(whole, refusal)
                : new VolumeBusyException(whole, refusal);
    }
}

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
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeExistsException;
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
    private @Nullable VolumeExistsException exists;

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
            } catch (VolumeExistsException e) {
                exists = e;
            } catch (VolumeOpenElsewhereException e) {
                // It may be a job of ours that has begun since.
                if (!isHeldAgainst(role, volume)) {
                    throw e;
                }
            }
        }
        return this;
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
        if (exists != null) {
            throw new VolumeExistsException(String.valueOf(exists.getMessage()), exists, madeSince(parameters));
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
            throw busy(claims, parameters, e);
        }
    }

    private StorageException busy(List<Claim> claims, Document parameters, ResourceBusyException refusal) {
        for (Claim claim : claims) {
            Optional<JobInfo> holder = storage.engine().holder(claim.resource());
            boolean refuses = holder.filter(
                            job -> claim.mode() != ClaimMode.SHARED || mode(job, claim.resource()) != ClaimMode.SHARED)
                    .isPresent();
            if (refuses) {
                return busy(claim.resource(), holder.get(), parameters, refusal);
            }
        }
        // Its holder has gone since.
        return busy(claims.get(0).resource(), "is still in use.", 0, refusal);
    }

    private StorageException busy(
            ResourceRef resource, JobInfo holder, Document parameters, ResourceBusyException refusal) {
        boolean made = mode(holder, resource) != ClaimMode.SHARED
                && StorageCall.of(holder.operation()).filter(StorageCall::makes).isPresent();
        String text = (made ? "is being allocated." : "is still in use.") + " Held by job " + holder.id() + " ("
                + holder.operation() + ") since " + holder.createdAt();
        return busy(resource, text, isSame(holder, parameters) ? holder.id() : 0, refusal);
    }

    private boolean isSame(JobInfo holder, Document parameters) {
        return holder.operation().equals(call.operation())
                && !holder.abortRequested()
                && isSame(holder.id(), parameters);
    }

    private boolean isSame(long jobId, Document parameters) {
        return storage.engine().events(jobId).stream()
                .map(RecordedEvent::event)
                .anyMatch(event ->
                        event instanceof JobCreated job && job.parameters().equals(parameters));
    }

    /** The job that was cut off and has completed since this opening with just what is asked for; 0 where there is none. */
    private long madeSince(Document parameters) {
        return storage.engine().recoveries().stream()
                .filter(decision -> decision.operation().equals(call.operation()))
                .mapToLong(PlannedRecovery::jobId)
                .filter(job -> isSame(job, parameters))
                .filter(job -> storage.engine()
                        .jobStats(job)
                        .filter(stats -> stats.type() == JobInfoType.COMPLETED)
                        .isPresent())
                .findFirst()
                .orElse(0);
    }

    private static StorageException busy(
            ResourceRef resource, String text, long same, ResourceBusyException refusal) {
        String whole = resource.kind() + " '" + resource.name() + "' " + text;
        return resource.kind().equals(StorageRefs.POOL)
                ? new PoolBusyException(whole, refusal)
                : new VolumeBusyException(whole, refusal, same);
    }
}

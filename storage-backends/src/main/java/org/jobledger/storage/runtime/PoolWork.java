package org.jobledger.storage.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.backend.Ability;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.job.PoolBuildHandler;
import org.jobledger.storage.job.PoolDeleteHandler;
import org.jobledger.storage.job.PoolStartHandler;

/** The calls on pools that are jobs: each looks whether it makes sense, then becomes one. The handler looks again when it has the pool. */
final class PoolWork {
    private static final System.Logger LOG = System.getLogger(PoolWork.class.getName());

    /** The programs of a pool look at no flag: the interrupt of the thread kills them. Its handler gets a moment to stop by itself. */
    private static final AbortPatience SOON = new AbortPatience(Duration.ofMillis(200), Duration.ofMinutes(2));

    /** What removes the things behind a pool is not cut off; the patience with its programs ends before. */
    private static final AbortPatience NEVER = new AbortPatience(Duration.ofDays(1), Duration.ofDays(1));

    /** Before the long jobs of volumes that could run too: these are short, and others wait for them. */
    private static final int PRIORITY = 1;

    private final Storage storage;
    private final Caller caller;
    private final PoolRules rules;

    PoolWork(Storage storage, Caller caller) {
        this.storage = storage;
        this.caller = caller;
        this.rules = new PoolRules(storage);
    }

    Job build(PoolName name, Set<BuildOption> options) {
        if (options.size() > 1) {
            throw new InvalidValueException("to overwrite and not to overwrite exclude each other");
        }
        Document parameters = PoolBuildHandler.parameters(name, options);
        requireNew(StorageCall.POOL_BUILD, parameters);
        requireBuildable(rules.requireInactive(name).definition());
        return submit(StorageCall.POOL_BUILD, name, parameters, SOON);
    }

    Job start(PoolName name, Optional<Set<BuildOption>> build) {
        Document parameters = PoolStartHandler.parameters(name, build);
        requireNew(StorageCall.POOL_START, parameters);
        // What is to be built first need not be there yet.
        if (build.isPresent()) {
            requireBuildable(rules.requireInactive(name).definition());
        } else {
            PoolRecord unused = rules.requireStartable(name);
        }
        return submit(StorageCall.POOL_START, name, parameters, SOON);
    }

    /** Nothing stays of a pool that could not be started, nor of one that is stopped. */
    Job create(PoolDefinition definition, Optional<Set<BuildOption>> build) {
        rules.requireCreatable(definition, build.isPresent());
        if (build.isPresent()) {
            requireBuildable(definition);
        }
        return submit(StorageCall.POOL_START, definition.name(), PoolStartHandler.parameters(definition, build), SOON);
    }

    Job delete(PoolName name) {
        Document parameters = PoolDeleteHandler.parameters(name);
        requireNew(StorageCall.POOL_DELETE, parameters);
        PoolDefinition definition = rules.requireInactive(name).definition();
        storage.backends().of(definition).requireAble(definition, Ability.DELETE_POOL);
        return submit(StorageCall.POOL_DELETE, name, parameters, NEVER);
    }

    private void requireNew(StorageCall call, Document parameters) {
        if (caller.repeating()) {
            new RepeatedCall(storage.engine(), call, parameters).requireNew();
        }
    }

    private void requireBuildable(PoolDefinition definition) {
        storage.backends().of(definition).requireAble(definition, Ability.BUILD_POOL);
    }

    private Job submit(StorageCall call, PoolName name, Document parameters, AbortPatience patience) {
        JobRequest request = JobRequest.of(call.operation())
                .with(parameters)
                .by(caller.principal(), call.api())
                .waiting(caller.patience())
                .priority(PRIORITY)
                .abortPatience(patience);
        for (Claim claim : call.claims(Map.of(StorageCall.Role.POOL, StorageRefs.of(name)))) {
            request = request.claiming(claim);
        }
        try {
            return storage.engine().submit(request);
        } catch (ResourceBusyException e) {
            throw busy(name, e);
        }
    }

    /** As libvirt says it, and by which jobs. */
    static PoolBusyException busy(PoolName name, ResourceBusyException refusal) {
        List<ClaimOwner> owners = refusal.why().stream()
                .flatMap(why -> why.waitsFor().stream())
                .filter(ClaimOwner::granted)
                .toList();
        boolean inside = owners.stream()
                .anyMatch(owner -> StorageRefs.isVolumeOf(name, owner.claim().resource()));
        String jobs = owners.stream()
                .filter(owner -> owner.jobId() > 0)
                .map(PoolWork::holder)
                .distinct()
                .collect(Collectors.joining(", "));
        return new PoolBusyException(
                "pool '" + name + "' " + (inside ? "has asynchronous jobs running." : "is still in use.")
                        + (jobs.isEmpty() ? "" : " Held by " + jobs),
                refusal);
    }

    private static String holder(ClaimOwner owner) {
        JobPhase phase = owner.phase();
        return "job " + owner.jobId() + " (" + owner.operation() + " of "
                + owner.claim().resource().path() + ") since " + owner.since()
                + (phase.index() == 0 ? "" : ", in phase " + phase.index() + "/" + phase.count() + " " + phase.name());
    }

    /**
     * Starts what is to be started by itself and is not, all at once; one that cannot be is left for the next time.
     *
     * @return their names
     */
    List<PoolName> startAll() {
        Map<PoolName, Optional<Job>> begun = new LinkedHashMap<>();
        storage.definitions().pools().stream()
                .filter(pool -> pool.autostart() && !pool.active())
                .map(pool -> pool.definition().name())
                .forEach(name -> begun.put(name, beginIfPossible(name)));
        begun.forEach((name, job) -> job.ifPresent(one -> finishIfPossible(name, one)));
        return new ArrayList<>(begun.keySet());
    }

    private Optional<Job> beginIfPossible(PoolName name) {
        try {
            return Optional.of(start(name, Optional.empty()));
        } catch (StorageException e) {
            warn(name, e);
            return Optional.empty();
        }
    }

    private void finishIfPossible(PoolName name, Job job) {
        try {
            finish(name, job);
        } catch (StorageException e) {
            warn(name, e);
        }
    }

    private static void warn(PoolName name, StorageException e) {
        LOG.log(System.Logger.Level.WARNING, "pool '" + name + "' could not be started by itself: " + e.getMessage());
    }

    /**
     * Returns when a job has completed. An interrupt stops the job, and is kept.
     *
     * @throws StorageException that it has failed with
     */
    void finish(PoolName name, Job job) {
        boolean interrupted = false;
        Optional<JobStats> ended = Optional.empty();
        while (ended.isEmpty()) {
            try {
                ended = Optional.of(job.await());
            } catch (InterruptedException e) {
                interrupted = true;
                abort(job);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ended.get().type() != JobInfoType.COMPLETED) {
            throw JobErrors.of(name, ended.get());
        }
    }

    private void abort(Job job) {
        try {
            job.abort(caller.principal(), "the thread that waits for it was interrupted");
        } catch (JobRefusedException e) {
            LOG.log(System.Logger.Level.DEBUG, "job {0} has ended already", job.id());
        }
    }
}

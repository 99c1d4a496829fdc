package org.jobledger.engine.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.ResourceRules;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Claimant;
import org.jobledger.engine.claim.Member;
import org.jobledger.engine.claim.Terms;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.ResourceState;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Asks the claim table for jobs and says who is in their way, with the phases of those who run. Thread-safe. */
final class ClaimDesk {
    private final ClaimTable table;
    private final CommandLog ledger;
    private final EngineClock clock;
    private final ResourceRules rules;
    private final LongFunction<JobPhase> phases;

    /**
     * A desk before an empty table.
     *
     * @param phases the phase in which a job is now
     */
    ClaimDesk(CommandLog ledger, EngineClock clock, ResourceRules rules, LongFunction<JobPhase> phases) {
        this.table = new ClaimTable(clock);
        this.ledger = ledger;
        this.clock = clock;
        this.rules = rules;
        this.phases = phases;
    }

    ClaimTable table() {
        return table;
    }

    /** Asks for the claims of a new job. */
    ClaimAnswer ask(long id, JobRequest request, Runnable whenGranted) {
        return ask(id, request, request.claims(), List.of(), 0, whenGranted);
    }

    /** Asks for the claims of a job that is nested in one that holds its claims by a ticket, perhaps with others of its group. */
    ClaimAnswer askNested(long id, JobRequest request, @Nullable Ticket host, Runnable whenGranted) {
        long within =
                host == null ? request.admission().nestedIn() : host.claimant().jobId();
        return ask(id, request, request.claims(), List.of(), within, whenGranted);
    }

    /** Asks for the claims of several jobs that end together, as the first of them; their numbers follow each other. */
    ClaimAnswer ask(long first, List<JobRequest> requests, List<Claim> claims, Runnable whenGranted) {
        List<Member> members = new ArrayList<>();
        for (JobRequest request : requests) {
            members.add(new Member(
                    first + members.size(),
                    request.claims(),
                    request.admission().allowed()));
        }
        return ask(first, requests.get(0), claims, members, 0, whenGranted);
    }

    private ClaimAnswer ask(
            long id, JobRequest request, List<Claim> claims, List<Member> members, long within, Runnable whenGranted) {
        JobAdmission admission = request.admission();
        Claimant claimant = new Claimant(
                id,
                request.jobClass(),
                request.operation(),
                request.principal(),
                request.api(),
                Thread.currentThread().getName(),
                clock.instant(),
                admission.allowed(),
                within);
        return table.askTogether(
                claimant, claims, members, new Terms(!request.maxWait().isZero(), rules.maxQueued()), whenGranted);
    }

    /** Asks for the claims of a job that was found in the ledger. */
    ClaimAnswer ask(JobState state, Runnable whenGranted) {
        return ask(state, state.definition().claims(), List.of(), whenGranted);
    }

    /** The same for those that end together, as the first of them. */
    ClaimAnswer ask(List<JobState> jobs, List<Claim> claims, Runnable whenGranted) {
        return ask(
                jobs.get(0),
                claims,
                jobs.stream()
                        .map(job -> new Member(job.id(), job.definition().claims(), allowed(job)))
                        .toList(),
                whenGranted);
    }

    private static Set<JobClass> allowed(JobState state) {
        return state.allowed() == null
                ? JobAdmission.DEFAULT.allowed()
                : Set.copyOf(state.allowed().allowed());
    }

    private ClaimAnswer ask(JobState state, List<Claim> claims, List<Member> members, Runnable whenGranted) {
        JobCreated definition = state.definition();
        Claimant claimant = new Claimant(
                state.id(),
                definition.jobClass(),
                definition.operation(),
                definition.principal(),
                definition.api(),
                Thread.currentThread().getName(),
                clock.instant(),
                allowed(state),
                0);
        return table.askTogether(claimant, claims, members, Terms.PATIENT, whenGranted);
    }

    /** The ticket of an answer that is no refusal; where the claims are held already, whoever is to be told of that is told now. */
    static Ticket ticket(ClaimAnswer answer, Runnable atOnce) {
        if (answer instanceof ClaimAnswer.Granted granted) {
            atOnce.run();
            return granted.ticket();
        } else if (answer instanceof ClaimAnswer.Queued queued) {
            return queued.ticket();
        }
        throw new IllegalStateException("claims that cannot be refused were: " + answer);
    }

    /** Of the resources that are claimed, those that the ledger has a definition of. */
    List<ResourceRef> recorded(List<Claim> claims) {
        return claims.stream().map(Claim::resource).filter(this::isRecorded).toList();
    }

    private boolean isRecorded(ResourceRef resource) {
        ResourceState state = ledger.live().resource(resource);
        return state != null && state.definition() != null;
    }

    /**
     * Whether resources are still there after a job waited for them.
     *
     * @param recordedBefore those that had a definition when it asked
     * @return why the job cannot go on, or nothing
     */
    Optional<String> gone(List<Claim> claims, List<ResourceRef> recordedBefore) {
        for (ResourceRef resource : recordedBefore) {
            if (!isRecorded(resource)) {
                return removed(resource);
            }
        }
        return absent(claims);
    }

    /** The same of a job that waited when a crash came: whether resources were removed since it was accepted. */
    Optional<String> goneSince(Instant accepted, List<Claim> claims) {
        for (Claim claim : claims) {
            ResourceState state = ledger.live().resource(claim.resource());
            if (state != null && state.definition() == null && state.changedAt().isAfter(accepted)) {
                return removed(claim.resource());
            }
        }
        return absent(claims);
    }

    private static Optional<String> removed(ResourceRef resource) {
        return Optional.of(resource + " was removed while the job waited for it");
    }

    /** Whether the embedder says that one of them is not there any more. */
    private Optional<String> absent(List<Claim> claims) {
        for (Claim claim : claims) {
            try {
                if (!rules.stillExists().test(claim.resource())) {
                    return Optional.of(claim.resource() + " does not exist any more");
                }
            } catch (RuntimeException e) {
                return Optional.of("whether " + claim.resource() + " exists still cannot be told: " + e);
            }
        }
        return Optional.empty();
    }

    /** Why a job waits, with the phases of those in its way. */
    ClaimWait told(ClaimWait why) {
        return new ClaimWait(
                why.jobId(), why.operation(), why.claims(), why.since(), why.position(), inPhase(why.waitsFor()));
    }

    /** Why a ticket waits. */
    ClaimWait why(Ticket ticket) {
        return told(table.why(ticket));
    }

    List<ClaimOwner> inPhase(List<ClaimOwner> owners) {
        return owners.stream()
                .map(owner -> owner.in(phases.apply(owner.jobId())))
                .toList();
    }
}

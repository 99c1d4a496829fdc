package org.jobledger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.ResourceRef;

/**
 * What a caller asks for: an operation on resources. Immutable; each method gives a changed copy.
 *
 * @param operation the name of the operation
 * @param jobClass the class of the job
 * @param claims what it holds while it runs
 * @param parameters what the handler is told
 * @param principal on whose behalf
 * @param api the call behind it, shown to those who have to wait for it
 * @param maxWait how long to wait for the claims; zero refuses at once
 * @param terms what is agreed about its life
 * @param speedLimit how fast it may go at first, units per second; 0 for as fast as it can
 */
public record JobRequest(
        String operation,
        JobClass jobClass,
        List<Claim> claims,
        Document parameters,
        String principal,
        String api,
        Duration maxWait,
        JobTerms terms,
        long speedLimit) {

    /** How long a request waits for its claims unless it says otherwise (libvirt: VIR_JOB_WAIT_TIME). */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 255;

    /**
     * Copies the claims and checks all.
     *
     * @throws InvalidRequestException if a resource is claimed twice, a name is blank or too long, or the wait is negative
     */
    public JobRequest {
        claims = List.copyOf(claims);
        if (new LinkedHashSet<>(claims.stream().map(Claim::resource).toList()).size() != claims.size()) {
            throw new InvalidRequestException("a resource is claimed twice: " + claims);
        }
        requireShort("principal", principal);
        requireShort("api", api);
        if (maxWait.isNegative()) {
            throw new InvalidRequestException("wait of " + maxWait + " is negative");
        }
        if (terms.key() != null) {
            requireShort("key", terms.key());
        }
        if (speedLimit < 0) {
            throw new InvalidRequestException("speed limit of " + speedLimit + " is negative");
        }
    }

    private static void requireShort(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw new InvalidRequestException(
                    what + " of " + text.length() + " characters; it may have 1 to " + LONGEST_NAME);
        }
    }

    /** A request for an async job. */
    public static JobRequest of(String operation) {
        return new JobRequest(
                operation,
                JobClass.ASYNC,
                List.of(),
                Document.empty(),
                "embedder",
                operation,
                DEFAULT_WAIT,
                JobTerms.PLAIN,
                0);
    }

    /** A request for a normal job of a class. */
    public static JobRequest normal(JobClass jobClass, String operation) {
        return new JobRequest(
                operation,
                jobClass,
                List.of(),
                Document.empty(),
                "embedder",
                operation,
                DEFAULT_WAIT,
                JobTerms.PLAIN,
                0);
    }

    /** The same, holding a resource alone. */
    public JobRequest on(ResourceRef resource) {
        return claiming(Claim.exclusive(resource));
    }

    /** The same, holding one more claim. */
    public JobRequest claiming(Claim claim) {
        List<Claim> all = new ArrayList<>(claims);
        all.add(claim);
        return new JobRequest(operation, jobClass, all, parameters, principal, api, maxWait, terms, speedLimit);
    }

    /** The same with parameters. */
    public JobRequest with(Document newParameters) {
        return new JobRequest(operation, jobClass, claims, newParameters, principal, api, maxWait, terms, speedLimit);
    }

    /** The same on behalf of somebody, for a call of the embedder's own API. */
    public JobRequest by(String newPrincipal, String newApi) {
        return new JobRequest(
                operation, jobClass, claims, parameters, newPrincipal, newApi, maxWait, terms, speedLimit);
    }

    /** The same, waiting this long for its claims. */
    public JobRequest waiting(Duration newWait) {
        return new JobRequest(operation, jobClass, claims, parameters, principal, api, newWait, terms, speedLimit);
    }

    /** The same, refused at once where a resource is busy (libvirt: virDomainObjBeginJobNowait). */
    public JobRequest nowait() {
        return waiting(Duration.ZERO);
    }

    private JobRequest on(JobTerms newTerms) {
        return new JobRequest(operation, jobClass, claims, parameters, principal, api, maxWait, newTerms, speedLimit);
    }

    private JobRequest within(JobLimits limits) {
        return on(terms.limits(limits));
    }

    /** The same, before or behind others that could run: greater priorities first, 0 for most. */
    public JobRequest priority(int priority) {
        return on(terms.priority(priority));
    }

    /**
     * The same under a key: when it is submitted again, the job of the first time is given back, also after a crash and also when it has
     * ended. The newest 100 000 keys are known.
     */
    public JobRequest key(String key) {
        return on(terms.key(key));
    }

    /** The same; when its work is done it waits until somebody finalizes it, or aborts it and so has it undone. */
    public JobRequest finalizedByHand() {
        return on(terms.byHand(true, terms.manualDismiss()));
    }

    /** The same; at its end it frees its claims but stays in the list until somebody dismisses it. */
    public JobRequest dismissedByHand() {
        return on(terms.byHand(terms.manualFinalize(), true));
    }

    /** The same, aborted when it has not ended this long after it was accepted. */
    public JobRequest deadline(Duration deadline) {
        JobLimits now = terms.limits();
        return within(new JobLimits(
                millis("deadline", deadline),
                now.noProgressMillis(),
                now.interruptAfterMillis(),
                now.abandonAfterMillis()));
    }

    /** The same, aborted when its handler has worked this long without any progress. */
    public JobRequest noProgressLimit(Duration limit) {
        JobLimits now = terms.limits();
        return within(new JobLimits(
                now.deadlineMillis(),
                millis("no-progress limit", limit),
                now.interruptAfterMillis(),
                now.abandonAfterMillis()));
    }

    /** The same with another patience than that of the engine. */
    public JobRequest abortPatience(AbortPatience patience) {
        JobLimits now = terms.limits();
        return within(new JobLimits(
                now.deadlineMillis(),
                now.noProgressMillis(),
                patience.interruptAfter().toMillis(),
                patience.abandonAfter().toMillis()));
    }

    /** The same, no faster than this, units per second; 0 for as fast as it can. */
    public JobRequest speedLimit(long unitsPerSecond) {
        return new JobRequest(operation, jobClass, claims, parameters, principal, api, maxWait, terms, unitsPerSecond);
    }

    private static long millis(String what, Duration limit) {
        if (limit.toMillis() < 1) {
            throw new InvalidRequestException(what + " of " + limit + " is less than a millisecond");
        }
        return limit.toMillis();
    }
}

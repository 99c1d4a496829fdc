package org.jobledger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * @param admission beside whom it may be let in
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
        JobAdmission admission,
        JobTerms terms,
        long speedLimit) {

    /** How long a request waits for its claims unless it says otherwise (libvirt: VIR_JOB_WAIT_TIME). */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 255;
    private static final Duration LONGEST_LIMIT = Duration.ofDays(36_500);

    /**
     * Copies the claims and checks all.
     *
     * @throws InvalidRequestException if a resource is claimed twice, a name is blank or too long, the wait is negative, or the
     *     admission makes no sense for the class
     */
    public JobRequest {
        claims = List.copyOf(claims);
        if (new LinkedHashSet<>(claims.stream().map(Claim::resource).toList()).size() != claims.size()) {
            throw new InvalidRequestException("a resource is claimed twice: " + claims);
        }
        requireShort("principal", principal);
        requireShort("api", api);
        admission.requireFor(jobClass);
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
                JobAdmission.DEFAULT,
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
                JobAdmission.DEFAULT,
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
        return new JobRequest(
                operation, jobClass, all, parameters, principal, api, maxWait, admission, terms, speedLimit);
    }

    /** The same with parameters. */
    public JobRequest with(Document newParameters) {
        return new JobRequest(
                operation, jobClass, claims, newParameters, principal, api, maxWait, admission, terms, speedLimit);
    }

    /** The same on behalf of somebody, for a call of the embedder's own API. */
    public JobRequest by(String newPrincipal, String newApi) {
        return new JobRequest(
                operation, jobClass, claims, parameters, newPrincipal, newApi, maxWait, admission, terms, speedLimit);
    }

    /** The same, waiting this long for its claims. */
    public JobRequest waiting(Duration newWait) {
        return new JobRequest(
                operation, jobClass, claims, parameters, principal, api, newWait, admission, terms, speedLimit);
    }

    /** The same, refused at once where a resource is busy (libvirt: virDomainObjBeginJobNowait). */
    public JobRequest nowait() {
        return waiting(Duration.ZERO);
    }

    /**
     * The same, allowing normal jobs of these classes beside it from its begin; DESTROY is always among them.
     *
     * @throws InvalidRequestException if it is no async job, or ASYNC is among them
     */
    public JobRequest allowing(JobClass... classes) {
        return admitted(new JobAdmission(Set.of(classes), admission.nestedIn(), admission.abortsHolders()));
    }

    /**
     * The same, taken inside an async job by the thread that runs it (libvirt: virDomainObjBeginNestedJob).
     *
     * @param jobId the async job that the caller believes to be in
     * @throws InvalidRequestException if it is an async job itself
     */
    public JobRequest nestedIn(long jobId) {
        return admitted(new JobAdmission(admission.allowed(), jobId, admission.abortsHolders()));
    }

    /**
     * The same, asking all async jobs that are in its way to stop, and waiting for their end.
     *
     * @throws InvalidRequestException unless it is of class DESTROY
     */
    public JobRequest abortingHolders() {
        return admitted(new JobAdmission(admission.allowed(), admission.nestedIn(), true));
    }

    private JobRequest admitted(JobAdmission newAdmission) {
        return new JobRequest(
                operation, jobClass, claims, parameters, principal, api, maxWait, newAdmission, terms, speedLimit);
    }

    private JobRequest on(JobTerms newTerms) {
        return new JobRequest(
                operation, jobClass, claims, parameters, principal, api, maxWait, admission, newTerms, speedLimit);
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
                millis("patience", patience.interruptAfter()),
                millis("patience", patience.abandonAfter())));
    }

    /** The same, no faster than this, units per second; 0 for as fast as it can. */
    public JobRequest speedLimit(long unitsPerSecond) {
        return new JobRequest(
                operation, jobClass, claims, parameters, principal, api, maxWait, admission, terms, unitsPerSecond);
    }

    private static long millis(String what, Duration limit) {
        if (limit.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidRequestException(what + " of " + limit + " is less than a millisecond");
        } else if (limit.compareTo(LONGEST_LIMIT) > 0) {
            throw new InvalidRequestException(
                    what + " of " + limit + " is more than " + LONGEST_LIMIT.toDays() + " days");
        }
        return limit.toMillis();
    }
}

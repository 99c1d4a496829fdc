package org.jobledger.engine.event;

import java.util.List;

/**
 * A job was accepted into the ledger.
 *
 * @param operation the name of the operation, such as "wipe"
 * @param handlerVersion the version of the handler that shall run it, from 1
 * @param jobClass its class
 * @param claims what it holds while it runs, without doubles
 * @param parameters what the handler is told
 * @param policy what shall happen to it after a crash
 * @param principal on whose behalf it runs, as the embedder says
 * @param api the call that made it, such as "volWipe"
 * @param terms what was agreed about its life
 */
public record JobCreated(
        String operation,
        int handlerVersion,
        JobClass jobClass,
        List<Claim> claims,
        Document parameters,
        RecoveryPolicy policy,
        String principal,
        String api,
        JobTerms terms)
        implements JobEvent {

    /** Copies the claims and bounds the texts. */
    public JobCreated {
        principal = PlainText.of(principal);
        api = PlainText.of(api);
        claims = List.copyOf(claims);
    }

    /** A job on plain terms. */
    public JobCreated(
            String operation,
            int handlerVersion,
            JobClass jobClass,
            List<Claim> claims,
            Document parameters,
            RecoveryPolicy policy,
            String principal,
            String api) {
        this(operation, handlerVersion, jobClass, claims, parameters, policy, principal, api, JobTerms.PLAIN);
    }
}

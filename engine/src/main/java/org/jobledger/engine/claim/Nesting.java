package org.jobledger.engine.claim;

import java.util.Optional;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** Whether a job may be nested in another: that must run, and hold all that the inner one wants. Called under the table's monitor. */
final class Nesting {
    private Nesting() {}

    /** Why a job cannot be nested, or nothing. */
    static Optional<String> objection(Ticket inner, @Nullable Ticket host) {
        Claimant claimant = inner.claimant();
        if (claimant.jobClass() == JobClass.ASYNC) {
            return Optional.of("an async job cannot be nested in job " + claimant.nestedIn());
        }
        if (host == null) {
            return Optional.of("cannot begin " + claimant.operation() + " nested in job " + claimant.nestedIn()
                    + ": no async job of this number holds claims");
        }
        for (Claim claim : inner.claims()) {
            if (!covers(host, claim)) {
                return Optional.of("cannot begin " + claimant.operation() + " nested in job " + claimant.nestedIn()
                        + ": that holds " + host.claims() + ", which does not cover " + claim);
            }
        }
        return Optional.empty();
    }

    private static boolean covers(Ticket host, Claim wanted) {
        for (Claim held : host.claims()) {
            boolean same = held.resource().equals(wanted.resource())
                    && Mode.of(held.mode()).covers(Mode.of(wanted.mode()));
            if (same || (held.mode() == ClaimMode.EXCLUSIVE && partOf(wanted.resource(), held.resource()))) {
                return true;
            }
        }
        return false;
    }

    static boolean partOf(ResourceRef part, ResourceRef whole) {
        for (ResourceRef up = part.parent(); up != null; up = up.parent()) {
            if (up.equals(whole)) {
                return true;
            }
        }
        return false;
    }
}

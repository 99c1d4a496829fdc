package org.jobledger.engine.claim;

import java.util.List;
import org.jobledger.engine.event.Claim;

/** The claims of one job, all held or all waited for. Made and changed by {@link ClaimTable} alone. */
public final class Ticket {
    private final Claimant claimant;
    private final List<Claim> claims;
    private final Runnable whenGranted;

    // Guarded by the table's monitor.
    private Standing standing = Standing.WAITING;

    enum Standing {
        WAITING,
        GRANTED,
        GONE
    }

    Ticket(Claimant claimant, List<Claim> claims, Runnable whenGranted) {
        this.claimant = claimant;
        this.claims = List.copyOf(claims);
        this.whenGranted = whenGranted;
    }

    /** Whose claims these are. */
    public Claimant claimant() {
        return claimant;
    }

    /** The claims, without doubles. */
    public List<Claim> claims() {
        return claims;
    }

    Runnable whenGranted() {
        return whenGranted;
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }
}

package org.jobledger.engine.claim;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import org.jobledger.engine.event.Claim;

/** The claims of one job, all held or all waited for. Made and changed by {@link ClaimTable} alone. */
public final class Ticket {
    private final Claimant claimant;
    private final List<Claim> claims;
    private final Runnable whenGranted;

    @GuardedBy("the table's monitor")
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

    @SuppressWarnings("GuardedBy")
    Standing standing() {
        return standing;
    }

    @SuppressWarnings("GuardedBy")
    void standing(Standing now) {
        standing = now;
    }
}

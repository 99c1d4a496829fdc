package org.jobledger.engine.claim;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.event.Claim;
import org.jspecify.annotations.Nullable;

/** The claims of one job, all held or all waited for. Made and changed by {@link ClaimTable} alone. */
public final class Ticket {
    private final Claimant claimant;
    private final List<Claim> claims;
    private final Runnable whenGranted;

    // Guarded by the table's monitor.
    private Standing standing = Standing.WAITING;

    private final AtomicReference<@Nullable FlightClaimWait> wait = new AtomicReference<>();

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

    /** It waits from now on. */
    void waits() {
        FlightClaimWait begun = new FlightClaimWait();
        begun.begin();
        wait.set(begun);
    }

    /** It waits no more, if it did; told twice, the first counts. */
    void waited(boolean granted) {
        FlightClaimWait begun = wait.getAndSet(null);
        if (begun != null) {
            begun.done(this, granted);
        }
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }
}

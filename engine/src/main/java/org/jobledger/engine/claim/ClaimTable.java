package org.jobledger.engine.claim;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ResourceRef;

/**
 * The claims of all jobs: a set is granted whole or not at all, first come first served per resource, and nobody overtakes.
 *
 * <p>Thread-safe; one monitor guards everything and no foreign code runs under it: what is granted is told after it is left. As a job
 * that holds claims never asks for more, nobody can wait in a circle.
 */
public final class ClaimTable {
    @GuardedBy("this")
    private final Map<ResourceRef, ClaimQueue> queues = new HashMap<>();

    /** A table without claims. */
    public ClaimTable() {}

    /**
     * Asks for claims.
     *
     * @param whenGranted called once when they are granted: on this thread before it returns, or later on the thread that frees them
     * @return the ticket; {@link #granted} tells whether it has them
     */
    public Ticket request(Claimant claimant, List<Claim> claims, Runnable whenGranted) {
        Ticket ticket = new Ticket(claimant, claims, whenGranted);
        synchronized (this) {
            for (Claim claim : ticket.claims()) {
                queue(claim.resource()).waiting().add(ticket);
            }
            if (!admitted(ticket)) {
                ticket.waits();
                return ticket;
            }
            grant(ticket);
        }
        whenGranted.run();
        return ticket;
    }

    /** Asks for claims that shall not wait: the ticket, or nothing where others stand before it. */
    public Optional<Ticket> requestNow(Claimant claimant, List<Claim> claims, Runnable whenGranted) {
        synchronized (this) {
            if (!blockers(claims).isEmpty()) {
                return Optional.empty();
            }
        }
        // Between the two somebody else may have come: then this ticket is the one to go.
        Ticket ticket = request(claimant, claims, whenGranted);
        return withdraw(ticket) ? Optional.empty() : Optional.of(ticket);
    }

    /** True where the claims are held. */
    public synchronized boolean granted(Ticket ticket) {
        return ticket.standing() == Ticket.Standing.GRANTED;
    }

    /** Frees the claims, or stops waiting for them. Done twice, it does nothing. */
    public void release(Ticket ticket) {
        List<Ticket> granted;
        synchronized (this) {
            if (ticket.standing() == Ticket.Standing.GONE) {
                return;
            }
            leave(ticket);
            granted = grantFollowers(ticket);
        }
        ticket.waited(false);
        granted.forEach(next -> {
            next.waited(true);
            next.whenGranted().run();
        });
    }

    /** Stops waiting; false where the claims are held already. */
    public boolean withdraw(Ticket ticket) {
        synchronized (this) {
            if (ticket.standing() != Ticket.Standing.WAITING) {
                return false;
            }
        }
        release(ticket);
        return true;
    }

    /** Those that stand between a ticket and its claims, without doubles; none where it has them. */
    public synchronized List<Claimant> blockers(Ticket ticket) {
        return blockers(ticket.claims(), ticket);
    }

    /** Those that claims asked for now would have to wait for. */
    public synchronized List<Claimant> blockers(List<Claim> claims) {
        return blockers(claims, new Ticket(new Claimant(0, "", "", "", Instant.EPOCH), claims, () -> {}));
    }

    /** Those that hold a resource, in the order in which they got it. */
    public synchronized List<Claimant> holders(ResourceRef resource) {
        ClaimQueue queue = queues.get(resource);
        return queue == null
                ? List.of()
                : queue.holders().stream().map(Ticket::claimant).toList();
    }

    @GuardedBy("this")
    private List<Claimant> blockers(List<Claim> claims, Ticket ticket) {
        Set<Claimant> blockers = new LinkedHashSet<>();
        for (Claim claim : claims) {
            ClaimQueue queue = queues.get(claim.resource());
            if (queue != null) {
                queue.blockersOf(ticket).forEach(other -> blockers.add(other.claimant()));
            }
        }
        return List.copyOf(blockers);
    }

    @GuardedBy("this")
    private ClaimQueue queue(ResourceRef resource) {
        return queues.computeIfAbsent(resource, ClaimQueue::new);
    }

    @GuardedBy("this")
    private boolean admitted(Ticket ticket) {
        for (Claim claim : ticket.claims()) {
            if (!queue(claim.resource()).admits(ticket)) {
                return false;
            }
        }
        return true;
    }

    @GuardedBy("this")
    private void grant(Ticket ticket) {
        for (Claim claim : ticket.claims()) {
            ClaimQueue queue = queue(claim.resource());
            queue.waiting().remove(ticket);
            queue.holders().add(ticket);
        }
        ticket.standing(Ticket.Standing.GRANTED);
    }

    @GuardedBy("this")
    private void leave(Ticket ticket) {
        ticket.standing(Ticket.Standing.GONE);
        for (Claim claim : ticket.claims()) {
            ClaimQueue queue = queue(claim.resource());
            queue.waiting().remove(ticket);
            queue.holders().remove(ticket);
            if (queue.idle()) {
                queues.remove(claim.resource());
            }
        }
    }

    /** Grants what a ticket that has left made possible, in the order of asking. */
    @GuardedBy("this")
    private List<Ticket> grantFollowers(Ticket left) {
        List<Ticket> granted = new ArrayList<>();
        for (Claim claim : left.claims()) {
            ClaimQueue queue = queues.get(claim.resource());
            if (queue == null) {
                continue;
            }
            for (Ticket next : List.copyOf(queue.waiting())) {
                if (admitted(next)) {
                    grant(next);
                    granted.add(next);
                }
            }
        }
        return granted;
    }
}

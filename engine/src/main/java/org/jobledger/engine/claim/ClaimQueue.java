package org.jobledger.engine.claim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.ResourceRef;

/** Who holds one resource and who waits for it, in the order of asking. Guarded by the table's monitor. */
final class ClaimQueue {
    private final ResourceRef resource;
    private final Set<Ticket> holders = new LinkedHashSet<>();
    private final Set<Ticket> waiting = new LinkedHashSet<>();

    ClaimQueue(ResourceRef resource) {
        this.resource = resource;
    }

    Set<Ticket> holders() {
        return holders;
    }

    Set<Ticket> waiting() {
        return waiting;
    }

    boolean idle() {
        return holders.isEmpty() && waiting.isEmpty();
    }

    /** Those that stand between a ticket and this resource: incompatible holders, and incompatible ones that asked before it. */
    List<Ticket> blockersOf(Ticket ticket) {
        List<Ticket> blockers = new ArrayList<>();
        addIncompatible(holders, ticket, blockers);
        addIncompatible(waiting, ticket, blockers);
        return blockers;
    }

    /** True where nothing stands between a ticket and this resource. */
    boolean admits(Ticket ticket) {
        return blockersOf(ticket).isEmpty();
    }

    private void addIncompatible(Set<Ticket> others, Ticket ticket, List<Ticket> out) {
        for (Ticket other : others) {
            if (other.equals(ticket)) {
                return;
            }
            if (modeOf(other) == ClaimMode.EXCLUSIVE || modeOf(ticket) == ClaimMode.EXCLUSIVE) {
                out.add(other);
            }
        }
    }

    private ClaimMode modeOf(Ticket ticket) {
        return ticket.claims().stream()
                .filter(claim -> claim.resource().equals(resource))
                .findFirst()
                .orElseThrow()
                .mode();
    }
}

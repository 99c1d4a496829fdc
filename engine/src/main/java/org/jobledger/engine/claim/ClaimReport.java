package org.jobledger.engine.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ResourceRef;

/** Who holds what, and who is in the way of whom, as data. Called under the table's monitor; keeps nothing. */
final class ClaimReport {
    private ClaimReport() {}

    /** Why a ticket waits, or would have to. */
    static ClaimWait why(Ticket ticket) {
        Map<Long, ClaimOwner> holding = new LinkedHashMap<>();
        Map<Long, ClaimOwner> ahead = new LinkedHashMap<>();
        int position = 0;
        for (int place = 0; place < ticket.places().size(); place++) {
            ClaimQueue queue = ticket.places().get(place);
            for (Ticket other : queue.blockersOf(ticket, ticket.profile(place), ClaimWait.MOST)) {
                boolean holds = other.standing() == Ticket.Standing.GRANTED;
                (holds ? holding : ahead).putIfAbsent(other.claimant().jobId(), owner(other, queue.resource()));
            }
            position = Math.max(position, queue.before(ticket));
        }
        List<ClaimOwner> owners = new ArrayList<>(holding.values());
        owners.addAll(ahead.values());
        Claimant claimant = ticket.claimant();
        return new ClaimWait(
                claimant.jobId(), claimant.operation(), ticket.claims(), claimant.since(), position + 1, owners);
    }

    /** The jobs that {@link #why} names, in its order; how many wait before is not counted. */
    static List<Long> waitsFor(Ticket ticket) {
        Set<Long> holding = new LinkedHashSet<>();
        Set<Long> ahead = new LinkedHashSet<>();
        for (int place = 0; place < ticket.places().size(); place++) {
            for (Ticket other : ticket.places().get(place).blockersOf(ticket, ticket.profile(place), ClaimWait.MOST)) {
                boolean holds = other.standing() == Ticket.Standing.GRANTED;
                (holds ? holding : ahead).add(other.claimant().jobId());
            }
        }
        return Stream.concat(holding.stream(), ahead.stream()).toList();
    }

    /** Why there is no room for a ticket at a resource: those who hold and want it, be they in its way or not. */
    static ClaimWait crowded(Ticket ticket, ClaimQueue queue) {
        ClaimWait why = why(ticket);
        List<ClaimOwner> owners = Stream.concat(queue.holders().stream(), queue.waiting().stream())
                .limit(ClaimWait.MOST)
                .map(other -> owner(other, queue.resource()))
                .toList();
        return new ClaimWait(why.jobId(), why.operation(), why.claims(), why.since(), queue.before(ticket) + 1, owners);
    }

    /** All those that stand between a ticket and its claims, in the order in which they asked, in whichever it lists its claims. */
    static List<Ticket> blockers(Ticket ticket, int limit) {
        Map<Long, Ticket> blockers = new TreeMap<>();
        for (int place = 0; place < ticket.places().size(); place++) {
            ticket.places()
                    .get(place)
                    .blockersOf(ticket, ticket.profile(place), limit)
                    .forEach(other -> blockers.putIfAbsent(other.number(), other));
        }
        return List.copyOf(blockers.values());
    }

    static ClaimOwner owner(Ticket ticket, ResourceRef resource) {
        Claimant claimant = ticket.claimant();
        return new ClaimOwner(
                claimant.jobId(),
                claimant.jobClass(),
                claimant.operation(),
                claimant.principal(),
                claimant.api(),
                claimant.thread(),
                claimOn(ticket, resource),
                ticket.standing() == Ticket.Standing.GRANTED,
                ticket.since(),
                JobPhase.NONE);
    }

    /** The claim by which it stands on a resource: on it, or on a part of it. */
    private static Claim claimOn(Ticket ticket, ResourceRef resource) {
        return ticket.claims().stream()
                .filter(claim -> claim.resource().equals(resource))
                .findFirst()
                .orElseGet(() -> ticket.claims().stream()
                        .filter(claim -> Nesting.partOf(claim.resource(), resource))
                        .findFirst()
                        .orElseThrow());
    }
}

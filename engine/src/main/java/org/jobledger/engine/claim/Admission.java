package org.jobledger.engine.claim;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** All tickets and the queues they stand in: who comes in, and who comes in next. Guarded by the monitor of {@link ClaimTable}. */
final class Admission {
    private final Map<ResourceRef, ClaimQueue> queues = new HashMap<>();
    private final Map<Long, Ticket> waiting = new HashMap<>();
    private final Map<Long, Ticket> hosts = new HashMap<>();
    private long asked;

    @Nullable
    ClaimQueue queue(ResourceRef resource) {
        return queues.get(resource);
    }

    @Nullable
    Ticket waiting(long jobId) {
        return waiting.get(jobId);
    }

    ClaimAnswer ask(Claimant claimant, List<Claim> claims, List<Member> members, Terms terms, Runnable whenGranted) {
        Ticket ticket = new Ticket(claimant, claims, members, ++asked, whenGranted);
        if (claimant.nestedIn() != 0) {
            @Nullable Ticket host = hosts.get(claimant.nestedIn());
            Optional<String> objection = Nesting.objection(ticket, host);
            if (objection.isPresent() || host == null) {
                return new ClaimAnswer.Refused(NotNestedException.CODE, ClaimReport.why(ticket), objection.orElse(""));
            }
            ticket.host(host);
        }
        place(ticket);
        Optional<ClaimAnswer> refusal = refusal(ticket, terms);
        if (refusal.isPresent()) {
            ticket.places().forEach(this::forgetIdle);
            return refusal.get();
        }
        int blocked = blockedAt(ticket);
        for (int place = 0; place < ticket.places().size(); place++) {
            ticket.places().get(place).enter(ticket, place);
        }
        if (blocked < 0) {
            grant(ticket, claimant.since());
            return new ClaimAnswer.Granted(ticket);
        }
        ticket.park(blocked);
        waiting.put(claimant.jobId(), ticket);
        return new ClaimAnswer.Queued(ticket);
    }

    private void place(Ticket ticket) {
        Map<ResourceRef, Mode> modes = Ticket.modes(ticket.claims());
        List<ClaimQueue> places = new ArrayList<>(modes.size());
        for (ResourceRef resource : modes.keySet()) {
            places.add(queues.computeIfAbsent(resource, ClaimQueue::new));
        }
        ticket.stand(places, List.copyOf(modes.values()));
    }

    private Optional<ClaimAnswer> refusal(Ticket ticket, Terms terms) {
        JobClass jobClass = ticket.claimant().jobClass();
        if (terms.maxQueued() > 0 && jobClass != JobClass.ASYNC && jobClass != JobClass.DESTROY) {
            for (int place = 0; place < ticket.places().size(); place++) {
                ClaimQueue queue = ticket.places().get(place);
                if (ticket.direct(place) && queue.direct() >= terms.maxQueued()) {
                    return Optional.of(new ClaimAnswer.Refused(
                            ResourceBusyException.QUEUE_FULL,
                            ClaimReport.crowded(ticket, queue),
                            "; refused due to max_queued limit " + terms.maxQueued() + " of " + queue.resource()));
                }
            }
        }
        if (!terms.mayWait() && blockedAt(ticket) >= 0) {
            return Optional.of(new ClaimAnswer.Refused(ResourceBusyException.BUSY, ClaimReport.why(ticket), ""));
        }
        return Optional.empty();
    }

    /** The first place where a ticket is blocked, or -1. */
    private static int blockedAt(Ticket ticket) {
        List<ClaimQueue> places = ticket.places();
        for (int place = 0; place < places.size(); place++) {
            if (!places.get(place).admits(ticket, ticket.profile(place))) {
                return place;
            }
        }
        return -1;
    }

    private void grant(Ticket ticket, Instant at) {
        for (int place = 0; place < ticket.places().size(); place++) {
            ticket.places().get(place).grant(ticket, place);
        }
        ticket.granted(at);
        waiting.remove(ticket.claimant().jobId());
        if (ticket.async()) {
            hosts.put(ticket.claimant().jobId(), ticket);
        }
    }

    /** Leaves all places, and gives those who come in then. */
    List<Ticket> leave(Ticket ticket, Instant now) {
        ticket.unpark();
        for (int place = 0; place < ticket.places().size(); place++) {
            ticket.places().get(place).leave(ticket, place);
        }
        ticket.gone();
        waiting.remove(ticket.claimant().jobId());
        hosts.remove(ticket.claimant().jobId());
        List<Ticket> granted = serve(ticket.places(), now);
        ticket.places().forEach(this::forgetIdle);
        return granted;
    }

    /** Lets an async job that holds its claims allow other classes, and gives those who come in then. */
    List<Ticket> allow(Ticket ticket, long jobId, Set<JobClass> allowed, Instant now) {
        List<Integer> before = profiles(ticket);
        ticket.allow(jobId, allowed);
        for (int place = 0; place < before.size(); place++) {
            ticket.places().get(place).change(ticket, before.get(place), ticket.profile(place));
        }
        return serve(ticket.places(), now);
    }

    private static List<Integer> profiles(Ticket ticket) {
        List<Integer> profiles = new ArrayList<>();
        for (int place = 0; place < ticket.places().size(); place++) {
            profiles.add(ticket.profile(place));
        }
        return profiles;
    }

    private void forgetIdle(ClaimQueue queue) {
        if (queue.idle()) {
            queues.remove(queue.resource());
        }
    }

    /** Grants what has become possible at some resources; where an async job comes in, those whom it lets in come after it. */
    private List<Ticket> serve(List<ClaimQueue> changed, Instant now) {
        List<Ticket> granted = new ArrayList<>();
        Deque<ClaimQueue> due = new ArrayDeque<>(changed);
        while (!due.isEmpty()) {
            due.pop().serve(ticket -> {
                int blocked = blockedAt(ticket);
                if (blocked >= 0) {
                    ticket.park(blocked);
                    return false;
                }
                grant(ticket, now);
                granted.add(ticket);
                if (ticket.async()) {
                    due.addAll(ticket.places());
                }
                return true;
            });
        }
        granted.sort(Comparator.comparingLong(Ticket::number));
        return granted;
    }
}

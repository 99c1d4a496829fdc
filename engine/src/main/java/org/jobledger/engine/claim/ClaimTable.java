package org.jobledger.engine.claim;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;

/**
 * The claims of all jobs: a set is granted whole or not at all, first come first served per resource, and nobody overtakes but where
 * {@link ClaimQueue} says so.
 *
 * <p>Thread-safe; one monitor guards everything and no foreign code runs under it: what is granted is told after it is left. As a job
 * that holds claims never asks for more than it has, nobody can wait in a circle.
 */
public final class ClaimTable {
    private final InstantSource clock;

    @GuardedBy("this")
    private final Admission admission = new Admission();

    /** A table without claims, which notes with this clock when they are granted. */
    public ClaimTable(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Asks for claims.
     *
     * @param whenGranted called once when they are granted after waiting, on the thread that makes it possible; not called where they are
     *     granted at once
     */
    public ClaimAnswer ask(Claimant claimant, List<Claim> claims, Terms terms, Runnable whenGranted) {
        return askTogether(claimant, claims, List.of(), terms, whenGranted);
    }

    /**
     * The same for async jobs that get their claims as one set.
     *
     * @param claims the claims of all
     * @param members what each of them claims and allows
     */
    public synchronized ClaimAnswer askTogether(
            Claimant claimant, List<Claim> claims, List<Member> members, Terms terms, Runnable whenGranted) {
        ClaimAnswer answer = admission.ask(claimant, claims, members, terms, whenGranted);
        if (answer instanceof ClaimAnswer.Queued queued) {
            queued.ticket().waits();
        }
        return answer;
    }

    /** True where the claims are held. */
    public synchronized boolean granted(Ticket ticket) {
        return ticket.standing() == Ticket.Standing.GRANTED;
    }

    /** True where somebody waits at a resource that a ticket stands at, be it for what the ticket holds or for another. */
    public synchronized boolean wanted(Ticket ticket) {
        return ticket.places().stream().anyMatch(ClaimQueue::wanted);
    }

    /** Frees the claims, or stops waiting for them. Done twice, it does nothing. */
    public void release(Ticket ticket) {
        boolean unused = leave(ticket, EnumSet.of(Ticket.Standing.WAITING, Ticket.Standing.GRANTED));
    }

    /** Looks and leaves in one step, so that claims which come meanwhile are not given away again. */
    private boolean leave(Ticket ticket, Set<Ticket.Standing> from) {
        // The clock is the embedder's: it is read before the lock is taken.
        Instant now = clock.instant();
        List<Ticket> granted;
        synchronized (this) {
            if (!from.contains(ticket.standing())) {
                return false;
            }
            granted = admission.leave(ticket, now);
        }
        ticket.waited(false);
        tell(granted);
        return true;
    }

    private static void tell(List<Ticket> granted) {
        granted.forEach(next -> {
            next.waited(true);
            next.whenGranted().run();
        });
    }

    /** Stops waiting; false where the claims are held already. */
    public boolean withdraw(Ticket ticket) {
        return leave(ticket, EnumSet.of(Ticket.Standing.WAITING));
    }

    /**
     * Changes which normal jobs an async job allows meanwhile. Those that are let in already stay.
     *
     * @throws IllegalStateException if the ticket does not hold its claims
     */
    public void allow(Ticket ticket, Set<JobClass> allowed) {
        allow(ticket, ticket.claimant().jobId(), allowed);
    }

    /**
     * The same for one of the jobs that have a ticket together.
     *
     * @throws IllegalStateException if the ticket does not hold its claims
     */
    public void allow(Ticket ticket, long jobId, Set<JobClass> allowed) {
        // The clock is the embedder's: it is read before the lock is taken.
        Instant now = clock.instant();
        List<Ticket> granted;
        synchronized (this) {
            if (ticket.standing() != Ticket.Standing.GRANTED || !ticket.async()) {
                throw new IllegalStateException(
                        "job " + ticket.claimant().jobId() + " is no async job that holds claims");
            }
            granted = admission.allow(ticket, jobId, allowed, now);
        }
        tell(granted);
    }

    /** Why a ticket waits. */
    public synchronized ClaimWait why(Ticket ticket) {
        return ClaimReport.why(ticket);
    }

    /** The jobs between a ticket and its claims that {@link #why(Ticket)} names, without what is said of them; none where it holds them. */
    public synchronized List<Long> waitsFor(Ticket ticket) {
        return ticket.standing() == Ticket.Standing.WAITING ? ClaimReport.waitsFor(ticket) : List.of();
    }

    /** Why a job waits, or nothing where it waits for no claims. */
    public synchronized Optional<ClaimWait> why(long jobId) {
        return Optional.ofNullable(admission.waiting(jobId)).map(ClaimReport::why);
    }

    /** The async jobs that stand between a ticket and its claims, all of them, in the order in which they asked. */
    public synchronized List<Long> asyncBlockers(Ticket ticket) {
        return ticket.standing() == Ticket.Standing.WAITING
                ? ClaimReport.blockers(ticket, Integer.MAX_VALUE - 1).stream()
                        .filter(Ticket::async)
                        .map(other -> other.claimant().jobId())
                        .toList()
                : List.of();
    }

    /** Those that hold a resource or a part of it, in the order in which they asked. */
    public synchronized List<ClaimOwner> holders(ResourceRef resource) {
        ClaimQueue queue = admission.queue(resource);
        return queue == null
                ? List.of()
                : queue.holders().stream()
                        .map(ticket -> ClaimReport.owner(ticket, resource))
                        .toList();
    }

    /** Those that wait for a resource or a part of it, in the order in which they come. */
    public synchronized List<ClaimOwner> waiting(ResourceRef resource) {
        ClaimQueue queue = admission.queue(resource);
        return queue == null
                ? List.of()
                : queue.waiting().stream()
                        .map(ticket -> ClaimReport.owner(ticket, resource))
                        .toList();
    }
}

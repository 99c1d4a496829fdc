package org.jobledger.engine.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jobledger.engine.event.ResourceRef;

/**
 * Who stands on one resource and who waits for it. Guarded by the table's monitor.
 *
 * <p>A job waits for holders it cannot stand beside and for those before it in the queue that it cannot stand beside. Two rules bend the
 * order, and neither can starve anybody: who waits for an async job is passed by those whom that job lets in; and jobs nested in a
 * holder come before all others, as others may wait for that holder.
 */
final class ClaimQueue {
    private final ResourceRef resource;
    private final Crowd holders = Crowd.inOrder();
    private final Crowd nested = Crowd.inOrder();
    private final Crowd waiting = Crowd.inOrder();
    // Of those who wait here, the ones that were found blocked here: nothing that happens elsewhere can let them in.
    private final Crowd nestedBlocked = Crowd.sorted();
    private final Crowd blocked = Crowd.sorted();
    private int direct;

    ClaimQueue(ResourceRef resource) {
        this.resource = resource;
    }

    ResourceRef resource() {
        return resource;
    }

    boolean idle() {
        return holders.isEmpty() && nested.isEmpty() && waiting.isEmpty();
    }

    /** True where somebody waits. */
    boolean wanted() {
        return !nested.isEmpty() || !waiting.isEmpty();
    }

    /** How many hold or want the resource itself, not only a part of it. */
    int direct() {
        return direct;
    }

    void enter(Ticket ticket, int place) {
        line(ticket).add(ticket.profile(place), ticket);
        direct += ticket.direct(place) ? 1 : 0;
    }

    void grant(Ticket ticket, int place) {
        line(ticket).remove(ticket.profile(place), ticket);
        holders.add(ticket.profile(place), ticket);
    }

    void leave(Ticket ticket, int place) {
        line(ticket).remove(ticket.profile(place), ticket);
        holders.remove(ticket.profile(place), ticket);
        direct -= ticket.direct(place) ? 1 : 0;
    }

    /** A holder counts otherwise from now on. */
    void change(Ticket holder, int before, int after) {
        holders.remove(before, holder);
        holders.add(after, holder);
    }

    private Crowd line(Ticket ticket) {
        return ticket.host() == null ? waiting : nested;
    }

    /** True where nobody stands between a ticket that waits here, or asks now, and this resource. */
    boolean admits(Ticket ticket, int profile) {
        return (holdersAgainst(ticket, profile) | nestedAgainst(ticket, profile) | waitingAgainst(ticket, profile))
                == 0;
    }

    private long holdersAgainst(Ticket ticket, int profile) {
        Ticket host = ticket.host();
        int place = host == null ? -1 : host.places().indexOf(this);
        long held = host == null || place < 0 ? holders.present() : holders.presentWithout(host.profile(place), host);
        return held & Profile.conflicts(profile);
    }

    private long nestedAgainst(Ticket ticket, int profile) {
        return nested.askedBefore(
                line(ticket) == nested ? ticket.number() : Long.MAX_VALUE, Profile.conflicts(profile));
    }

    private long waitingAgainst(Ticket ticket, int profile) {
        return line(ticket) == nested
                ? 0
                : waiting.askedBefore(ticket.number(), notPassed(Profile.conflicts(profile), profile));
    }

    /** Of those that a job cannot stand beside, the ones that do not wait for a holder that lets the job in. */
    private long notPassed(long against, int profile) {
        long letting = holders.present() & Profile.letInBy(profile);
        long left = against;
        for (long rest = against & waiting.present(); letting != 0 && rest != 0; rest &= rest - 1) {
            if ((Profile.conflicts(Long.numberOfTrailingZeros(rest)) & letting) != 0) {
                left &= ~Long.lowestOneBit(rest);
            }
        }
        return left;
    }

    /** Notes that a ticket is blocked here: it is looked at again when something changes here. */
    void park(Ticket ticket, int place) {
        parked(ticket).add(ticket.profile(place), ticket);
    }

    void unpark(Ticket ticket, int place) {
        parked(ticket).remove(ticket.profile(place), ticket);
    }

    private Crowd parked(Ticket ticket) {
        return ticket.host() == null ? blocked : nestedBlocked;
    }

    /**
     * Looks at those who were blocked here, in their order, after something changed here.
     *
     * @param next what is done with one whom nobody blocks here any more: he is granted at once, as those behind him depend on that, or
     *     parked where he is blocked now
     */
    void serve(Predicate<Ticket> next) {
        boolean again = true;
        while (again) {
            again = serve(nestedBlocked, next);
            again |= serve(blocked, next);
        }
    }

    private boolean serve(Crowd crowd, Predicate<Ticket> next) {
        boolean any = false;
        for (long rest = crowd.present(); rest != 0; rest &= rest - 1) {
            int profile = Long.numberOfTrailingZeros(rest);
            Iterator<Ticket> same = crowd.of(profile).iterator();
            boolean more = true;
            while (more && same.hasNext()) {
                Ticket ticket = same.next();
                if (admits(ticket, profile)) {
                    same.remove();
                    any |= next.test(ticket);
                } else {
                    // The same blocks his like behind him. Nested jobs differ: each has its own host.
                    more = crowd == nestedBlocked;
                }
            }
            crowd.tidy(profile);
        }
        return any;
    }

    /** Those that stand between a ticket and this resource, in the order of asking, at most so many of each kind. */
    List<Ticket> blockersOf(Ticket ticket, int profile, int limit) {
        List<Ticket> found = new ArrayList<>();
        holders.collect(holdersAgainst(ticket, profile), Long.MAX_VALUE, limit + 1, found);
        found.remove(ticket.host());
        nested.collect(
                nestedAgainst(ticket, profile),
                line(ticket) == nested ? ticket.number() : Long.MAX_VALUE,
                limit,
                found);
        waiting.collect(waitingAgainst(ticket, profile), ticket.number(), limit, found);
        found.remove(ticket);
        found.sort(Comparator.comparing((Ticket other) -> other.standing() != Ticket.Standing.GRANTED)
                .thenComparingLong(Ticket::number));
        return found;
    }

    /** How many wait before a ticket, 0 where it is the next. */
    int before(Ticket ticket) {
        return line(ticket) == nested
                ? nested.countBefore(ticket.number())
                : nested.countBefore(Long.MAX_VALUE) + waiting.countBefore(ticket.number());
    }

    List<Ticket> holders() {
        return all(holders);
    }

    /** Those who wait, in the order in which they come. */
    List<Ticket> waiting() {
        List<Ticket> all = all(nested);
        all.addAll(all(waiting));
        return all;
    }

    private static List<Ticket> all(Crowd crowd) {
        List<Ticket> all = new ArrayList<>();
        crowd.collect(-1, Long.MAX_VALUE, Integer.MAX_VALUE, all);
        all.sort(Comparator.comparingLong(Ticket::number));
        return all;
    }
}

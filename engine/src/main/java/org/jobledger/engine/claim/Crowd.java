package org.jobledger.engine.claim;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Jobs at one resource by their profile, each profile in the order in which its set keeps them. Guarded by the table's monitor. */
final class Crowd {
    private final Map<Integer, Set<Ticket>> byProfile = new HashMap<>(4);
    private final Supplier<Set<Ticket>> sets;
    private long present;

    private Crowd(Supplier<Set<Ticket>> sets) {
        this.sets = sets;
    }

    /** A crowd to which all are added in the order of asking. */
    static Crowd inOrder() {
        return new Crowd(() -> new LinkedHashSet<>(4));
    }

    /** A crowd that keeps the order of asking though some are added later. */
    static Crowd sorted() {
        return new Crowd(() -> new TreeSet<>(Comparator.comparingLong(Ticket::number)));
    }

    /** The profiles that are there. */
    long present() {
        return present;
    }

    boolean isEmpty() {
        return present == 0;
    }

    void add(int profile, Ticket ticket) {
        byProfile.computeIfAbsent(profile, any -> sets.get()).add(ticket);
        present |= 1L << profile;
    }

    void remove(int profile, Ticket ticket) {
        Set<Ticket> same = byProfile.get(profile);
        if (same != null) {
            same.remove(ticket);
            tidy(profile);
        }
    }

    /** Forgets a profile that nobody has any more; due after {@link Iterator#remove}. */
    void tidy(int profile) {
        Set<Ticket> same = byProfile.get(profile);
        if (same != null && same.isEmpty()) {
            byProfile.remove(profile);
            present &= ~(1L << profile);
        }
    }

    /** Those with a profile, in the order of asking. */
    Collection<Ticket> of(int profile) {
        Collection<Ticket> same = byProfile.get(profile);
        return same == null ? List.of() : same;
    }

    /** Those of some profiles of which somebody asked before a number. */
    long askedBefore(long number, long profiles) {
        long found = 0;
        for (long rest = profiles & present; rest != 0; rest &= rest - 1) {
            int profile = Long.numberOfTrailingZeros(rest);
            if (of(profile).iterator().next().number() < number) {
                found |= Long.lowestOneBit(rest);
            }
        }
        return found;
    }

    /** How many asked before a number. */
    int countBefore(long number) {
        int count = 0;
        for (Set<Ticket> same : byProfile.values()) {
            for (Ticket ticket : same) {
                if (ticket.number() >= number) {
                    break;
                }
                count++;
            }
        }
        return count;
    }

    /** The profiles that are there when one ticket is not counted. */
    long presentWithout(int profile, Ticket ticket) {
        Collection<Ticket> same = of(profile);
        return same.size() == 1 && same.contains(ticket) ? present & ~(1L << profile) : present;
    }

    /** Adds those of some profiles that asked before a number to a list, at most so many of each profile. */
    void collect(long profiles, long before, int limit, List<Ticket> out) {
        for (long rest = profiles & present; rest != 0; rest &= rest - 1) {
            int taken = 0;
            for (Ticket ticket : of(Long.numberOfTrailingZeros(rest))) {
                if (ticket.number() >= before || taken++ == limit) {
                    break;
                }
                out.add(ticket);
            }
        }
    }
}

package org.jobledger.engine.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.event.ResourceRef;

/** Takes the same steps on the table and on the naive claims, and compares after each all that can be seen. */
final class ClaimSchedule {
    private final ClaimTable table = new ClaimTable(() -> Instant.EPOCH);
    private final NaiveClaims naive = new NaiveClaims();
    private final Map<Integer, Ticket> tickets = new HashMap<>();
    private final Map<Integer, NaiveClaims.Asker> askers = new HashMap<>();
    private final Map<Integer, Long> deadlines = new HashMap<>();
    private final Set<Long> told = new HashSet<>();
    private final Set<ResourceRef> seen = new HashSet<>();
    private final Limits limits;

    /** The queue limits of the table and of the naive claims; they differ where a difference shall be found. */
    record Limits(int table, int naive) {
        static Limits both(int maxQueued) {
            return new Limits(maxQueued, maxQueued);
        }
    }

    ClaimSchedule(Limits limits) {
        this.limits = limits;
    }

    /** Takes the steps; the first difference, or nothing. */
    static Optional<String> difference(List<ClaimStep> steps, Limits limits) {
        ClaimSchedule schedule = new ClaimSchedule(limits);
        for (int i = 0; i < steps.size(); i++) {
            Optional<String> difference = schedule.take(steps.get(i));
            if (difference.isPresent()) {
                return Optional.of(
                        "after step " + (i + 1) + " of " + steps + " with " + limits + ": " + difference.get());
            }
        }
        return schedule.compareReports().map(what -> "after " + steps + " with " + limits + ": " + what);
    }

    /** The same steps without those that the difference does not need. */
    static List<ClaimStep> shrink(List<ClaimStep> steps, Limits limits) {
        List<ClaimStep> smallest = steps;
        for (int i = smallest.size() - 1; i >= 0; i--) {
            List<ClaimStep> fewer = new ArrayList<>(smallest);
            fewer.remove(i);
            if (difference(fewer, limits).isPresent()) {
                smallest = fewer;
            }
        }
        return smallest;
    }

    private Optional<String> take(ClaimStep step) {
        if (step instanceof ClaimStep.Ask ask) {
            ask.claims().forEach(claim -> seen.add(claim.resource()));
            return ask(ask).or(this::compare);
        } else if (step instanceof ClaimStep.Leave leave) {
            leave(leave.id());
        } else if (step instanceof ClaimStep.Allow allow) {
            allow(allow);
        } else if (step instanceof ClaimStep.AbortBlockers abort) {
            Optional<String> difference = abortBlockers(abort.id());
            if (difference.isPresent()) {
                return difference;
            }
        } else if (step instanceof ClaimStep.Pass pass) {
            List.copyOf(deadlines.keySet()).stream()
                    .sorted()
                    .filter(id -> deadlines.get(id) <= pass.until())
                    .forEach(this::giveUp);
        }
        return compare();
    }

    private Optional<String> ask(ClaimStep.Ask ask) {
        NaiveClaims.Asker host = askers.get(ask.nestedIn());
        boolean nested = ask.nestedIn() >= 0;
        NaiveClaims.Asker asker =
                new NaiveClaims.Asker(id(ask.id()), ask.jobClass(), ask.claims(), host, ask.allowed());
        String expected = nested && (host == null || !host.async())
                ? "not-nested"
                : naive.ask(asker, ask.deadline() > 0, limits.naive());
        Claimant claimant = new Claimant(
                id(ask.id()), ask.jobClass(), "op", "p", "api", "t", Instant.EPOCH, ask.allowed(), id(ask.nestedIn()));
        ClaimAnswer answer = table.ask(
                claimant,
                ask.claims(),
                new Terms(ask.deadline() > 0, limits.table()),
                () -> told.add(claimant.jobId()));
        String got;
        if (answer instanceof ClaimAnswer.Granted granted) {
            tickets.put(ask.id(), granted.ticket());
            got = "granted";
        } else if (answer instanceof ClaimAnswer.Queued queued) {
            tickets.put(ask.id(), queued.ticket());
            deadlines.put(ask.id(), ask.deadline());
            got = "queued";
        } else {
            got = ((ClaimAnswer.Refused) answer).code();
        }
        if (tickets.containsKey(ask.id())) {
            askers.put(ask.id(), asker);
        }
        return got.equals(expected)
                ? Optional.empty()
                : Optional.of(ask + " was " + got + ", should have been " + expected);
    }

    /** Who is nested in nobody says 0, and numbers begin at 1. */
    private static long id(int number) {
        return number + 1L;
    }

    private void leave(int id) {
        Ticket ticket = tickets.get(id);
        if (ticket != null) {
            table.release(ticket);
            naive.leave(askers.get(id));
            deadlines.remove(id);
        }
    }

    private void giveUp(int id) {
        Ticket ticket = tickets.get(id);
        boolean waited = !askers.get(id).granted;
        deadlines.remove(id);
        if (table.withdraw(ticket) != waited) {
            throw new IllegalStateException("job " + id(id) + (waited ? " waited" : " held its claims"));
        }
        if (waited) {
            naive.leave(askers.get(id));
        }
    }

    private void allow(ClaimStep.Allow allow) {
        NaiveClaims.Asker asker = askers.get(allow.id());
        if (asker != null && asker.async() && asker.granted) {
            table.allow(tickets.get(allow.id()), allow.allowed());
            naive.allow(asker, allow.allowed());
        }
    }

    private Optional<String> abortBlockers(int id) {
        NaiveClaims.Asker asker = askers.get(id);
        if (asker == null || asker.granted || !naive.waits(asker)) {
            return Optional.empty();
        }
        Set<Long> expected = naive.blockers(asker).stream()
                .filter(blocker -> askers.get((int) (blocker - 1)).async())
                .collect(Collectors.toSet());
        Set<Long> got = new HashSet<>(table.asyncBlockers(tickets.get(id)));
        got.forEach(blocker -> leave((int) (blocker - 1)));
        return got.equals(expected)
                ? Optional.empty()
                : Optional.of("the async jobs in the way of job " + id(id) + " are " + got + ", should be " + expected);
    }

    /** Who holds his claims: after each step. */
    private Optional<String> compare() {
        for (Map.Entry<Integer, Ticket> entry : tickets.entrySet()) {
            boolean holds = askers.get(entry.getKey()).granted;
            if (table.granted(entry.getValue()) != holds) {
                return Optional.of(
                        "job " + id(entry.getKey()) + " should " + (holds ? "" : "not ") + "hold its claims");
            }
        }
        return Optional.empty();
    }

    /** Who waits, for whom, and who holds what: at the end, as it is costly. */
    private Optional<String> compareReports() {
        for (Integer number : tickets.keySet()) {
            long id = id(number);
            NaiveClaims.Asker asker = askers.get(number);
            boolean waits = naive.waits(asker);
            if (table.why(id).isPresent() != waits) {
                return Optional.of("job " + id + " should " + (waits ? "" : "not ") + "wait");
            }
            if (waits && !named(id).equals(naive.blockers(asker))) {
                return Optional.of("job " + id + " waits for " + named(id) + ", should for " + naive.blockers(asker));
            }
        }
        return seen.stream()
                .flatMap(resource -> compareHolders(resource).stream())
                .findFirst();
    }

    private Set<Long> named(long id) {
        return table.why(id).orElseThrow().waitsFor().stream()
                .map(ClaimOwner::jobId)
                .collect(Collectors.toSet());
    }

    private Optional<String> compareHolders(ResourceRef resource) {
        Set<Long> expected = naive.holders(resource);
        Set<Long> got = table.holders(resource).stream().map(ClaimOwner::jobId).collect(Collectors.toSet());
        return got.equals(expected)
                ? Optional.empty()
                : Optional.of(resource + " is held by " + got + ", should be by " + expected);
    }
}

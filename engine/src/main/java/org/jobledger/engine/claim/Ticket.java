package org.jobledger.engine.claim;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** The claims of one job, all held or all waited for. Made and changed by {@link ClaimTable} alone. */
public final class Ticket {
    private final Claimant claimant;
    private final List<Claim> claims;
    private final Runnable whenGranted;
    private final long number;

    // All below are guarded by the table's monitor. The places are where it stands: each claimed resource and what it
    // is part of.
    private List<ClaimQueue> places = List.of();
    private List<Mode> modes = List.of();
    private final BitSet direct = new BitSet();
    private List<Member> members;
    private int kind;
    private List<Integer> kinds = List.of();
    private int parkedAt = -1;
    private @Nullable Ticket host;
    private Standing standing = Standing.WAITING;
    private Instant since;

    private final AtomicReference<@Nullable FlightClaimWait> wait = new AtomicReference<>();

    enum Standing {
        WAITING,
        GRANTED,
        GONE
    }

    Ticket(Claimant claimant, List<Claim> claims, List<Member> members, long number, Runnable whenGranted) {
        this.claimant = claimant;
        this.claims = List.copyOf(claims);
        this.whenGranted = whenGranted;
        this.members = members;
        this.number = number;
        this.kind = Profile.kind(claimant.jobClass(), claimant.allowed());
        this.since = claimant.since();
    }

    /** Whose claims these are. */
    public Claimant claimant() {
        return claimant;
    }

    /** The claims, without doubles. */
    public List<Claim> claims() {
        return claims;
    }

    /** How claims stand on their resources and on everything these are part of. */
    static Map<ResourceRef, Mode> modes(List<Claim> claims) {
        Map<ResourceRef, Mode> modes = new LinkedHashMap<>();
        for (Claim claim : claims) {
            Mode mode = Mode.of(claim.mode());
            modes.merge(claim.resource(), mode, Mode::and);
            Mode above = mode.onParents();
            for (ResourceRef up = claim.resource().parent(); up != null; up = up.parent()) {
                modes.merge(up, above, Mode::and);
            }
        }
        return modes;
    }

    void stand(List<ClaimQueue> newPlaces, List<Mode> newModes) {
        places = newPlaces;
        modes = newModes;
        for (int place = 0; place < places.size(); place++) {
            ResourceRef resource = places.get(place).resource();
            for (Claim claim : claims) {
                if (claim.resource().equals(resource)) {
                    direct.set(place);
                }
            }
        }
        kinds = kindsOfMembers();
    }

    /** At each place all those who stand there must allow who is to be let in. */
    private List<Integer> kindsOfMembers() {
        return members.isEmpty()
                ? List.of()
                : places.stream().map(place -> kindOfMembers(place.resource())).toList();
    }

    private int kindOfMembers(ResourceRef resource) {
        Set<JobClass> allowed = EnumSet.allOf(JobClass.class);
        members.stream()
                .filter(member -> member.standsOn(resource))
                .forEach(member -> allowed.retainAll(member.allowed()));
        return Profile.kind(claimant.jobClass(), allowed);
    }

    List<ClaimQueue> places() {
        return places;
    }

    /** It is blocked at a place, and is looked at again when something changes there. */
    void park(int place) {
        parkedAt = place;
        places.get(place).park(this, place);
    }

    /** It waits no more. */
    void unpark() {
        if (parkedAt >= 0) {
            places.get(parkedAt).unpark(this, parkedAt);
            parkedAt = -1;
        }
    }

    /** How it counts at one of its places. */
    int profile(int place) {
        return Profile.of(modes.get(place), kinds.isEmpty() ? kind : kinds.get(place));
    }

    /** How it counts at a place. */
    int profile(ClaimQueue place) {
        return profile(places.indexOf(place));
    }

    /** True where it claims the resource of one of its places itself, not only a part of it. */
    boolean direct(int place) {
        return direct.get(place);
    }

    void allow(long jobId, Set<JobClass> allowed) {
        kind = Profile.kind(claimant.jobClass(), allowed);
        members = members.stream()
                .map(member -> member.jobId() == jobId ? member.allowing(allowed) : member)
                .toList();
        kinds = kindsOfMembers();
    }

    boolean async() {
        return claimant.jobClass() == JobClass.ASYNC;
    }

    /** The job inside which this one is taken. */
    @Nullable
    Ticket host() {
        return host;
    }

    void host(Ticket outer) {
        host = outer;
    }

    /** Its number in the order of asking. */
    long number() {
        return number;
    }

    /** When it got its claims, or asked for them while it waits. */
    Instant since() {
        return since;
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

    void granted(Instant at) {
        standing = Standing.GRANTED;
        parkedAt = -1;
        since = at;
    }

    void gone() {
        standing = Standing.GONE;
    }
}

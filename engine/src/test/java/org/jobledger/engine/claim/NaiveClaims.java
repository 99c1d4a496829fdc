package org.jobledger.engine.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The rules of claims once more, as slow and plain as they can be told: one list of all who asked, looked through from the beginning
 * again and again. It shares nothing with the table but the types of its arguments.
 */
public final class NaiveClaims {

    /** One of several who ask together: what it claims itself, and whom it lets in there. */
    public static final class Part {
        final List<Claim> claims;
        Set<JobClass> allowed;

        /** A part of what is asked for. */
        public Part(List<Claim> claims, Set<JobClass> allowed) {
            this.claims = claims;
            this.allowed = allowed;
        }

        boolean touches(ResourceRef resource) {
            return claims.stream()
                    .anyMatch(claim -> claim.resource().equals(resource) || isPart(claim.resource(), resource));
        }
    }

    /** Somebody who asked. */
    public static final class Asker {
        final long id;
        final JobClass jobClass;
        final List<Claim> claims;
        final @Nullable Asker host;
        final Set<ResourceRef> claimed = new HashSet<>();
        final Map<ResourceRef, Set<String>> touched = new HashMap<>();
        final List<Part> parts;
        boolean granted;

        /** Somebody with a number in the order of asking. */
        public Asker(long id, JobClass jobClass, List<Claim> claims, @Nullable Asker host, Set<JobClass> allowed) {
            this(id, jobClass, claims, host, List.of(new Part(claims, allowed)));
        }

        /** Several with one number, who get all they claim or nothing. */
        public Asker(long id, JobClass jobClass, List<Claim> claims, @Nullable Asker host, List<Part> parts) {
            this.id = id;
            this.jobClass = jobClass;
            this.claims = claims;
            this.host = host;
            this.parts = parts;
            for (Claim claim : claims) {
                claimed.add(claim.resource());
                for (ResourceRef at = claim.resource(); at != null; at = at.parent()) {
                    touched.put(at, Set.of());
                }
            }
            touched.replaceAll((resource, none) -> words(resource, claims));
        }

        /** True once the claims are held, until it leaves. */
        public boolean granted() {
            return granted;
        }

        /** The number in the order of asking. */
        public long id() {
            return id;
        }

        /** True for an async job. */
        public boolean async() {
            return jobClass == JobClass.ASYNC;
        }

        boolean claims(ResourceRef resource) {
            return claimed.contains(resource);
        }

        boolean touches(ResourceRef resource) {
            return touched.containsKey(resource);
        }
    }

    private final List<Asker> all = new ArrayList<>();

    /** Nobody yet. */
    public NaiveClaims() {}

    /** The words of a refusal, "granted" or "queued". */
    public String ask(Asker asker, boolean mayWait, int maxQueued) {
        if (asker.host != null && (asker.async() || !asker.host.granted || !coveredBy(asker, asker.host))) {
            return "not-nested";
        }
        if (maxQueued > 0 && asker.jobClass != JobClass.ASYNC && asker.jobClass != JobClass.DESTROY) {
            for (Claim claim : asker.claims) {
                if (all.stream().filter(other -> other.claims(claim.resource())).count() + 1 > maxQueued) {
                    return "queue-full";
                }
            }
        }
        all.add(asker);
        if (free(asker)) {
            asker.granted = true;
            return "granted";
        }
        if (!mayWait) {
            all.remove(asker);
            return "busy";
        }
        return "queued";
    }

    /** Ends or stops waiting. */
    public void leave(Asker asker) {
        all.remove(asker);
        asker.granted = false;
        grantWhoCan();
    }

    /** Lets other classes in. */
    public void allow(Asker asker, Set<JobClass> allowed) {
        allow(asker.parts.get(0), allowed);
    }

    /** One of those who asked together lets other classes in. */
    public void allow(Part part, Set<JobClass> allowed) {
        part.allowed = allowed;
        grantWhoCan();
    }

    private void grantWhoCan() {
        boolean again = true;
        while (again) {
            again = false;
            for (Asker asker : all) {
                if (!asker.granted && free(asker)) {
                    asker.granted = true;
                    again = true;
                }
            }
        }
    }

    /** True for one who asked and does not hold. */
    public boolean waits(Asker asker) {
        return all.contains(asker) && !asker.granted;
    }

    /** Who holds a resource or a part of it. */
    public Set<Long> holders(ResourceRef resource) {
        Set<Long> ids = new HashSet<>();
        all.stream().filter(asker -> asker.granted && asker.touches(resource)).forEach(asker -> ids.add(asker.id));
        return ids;
    }

    /** Whom somebody waits for: holders, and those before him. */
    public Set<Long> blockers(Asker asker) {
        Set<Long> blockers = new HashSet<>();
        for (ResourceRef resource : asker.touched.keySet()) {
            for (Asker other : all) {
                if (other != asker && blocks(resource, asker, other)) {
                    blockers.add(other.id);
                }
            }
        }
        return blockers;
    }

    private boolean free(Asker asker) {
        return asker.touched.keySet().stream()
                .noneMatch(
                        resource -> all.stream().anyMatch(other -> other != asker && blocks(resource, asker, other)));
    }

    private boolean blocks(ResourceRef resource, Asker asker, Asker other) {
        if (!other.touches(resource) || !conflict(resource, asker, other)) {
            return false;
        }
        if (other.granted) {
            return true;
        }
        boolean before = other.id < asker.id;
        if (other.host != null) {
            return asker.host == null || before;
        }
        return asker.host == null && before && !passes(resource, asker, other);
    }

    /** Who waits for an async job is passed by those whom that job lets in. */
    private boolean passes(ResourceRef resource, Asker asker, Asker waiter) {
        return all.stream()
                .anyMatch(holder -> holder.granted
                        && holder.async()
                        && holder.touches(resource)
                        && conflict(resource, waiter, holder)
                        && !together(resource, asker, holder)
                        && letIn(resource, asker, holder));
    }

    private static boolean conflict(ResourceRef resource, Asker one, Asker other) {
        return !together(resource, one, other)
                && one.host != other
                && other.host != one
                && !letIn(resource, one, other)
                && !letIn(resource, other, one);
    }

    private static boolean letIn(ResourceRef resource, Asker normal, Asker async) {
        if (normal.async() || !async.async() || normal.jobClass == JobClass.DESTROY) {
            return false;
        }
        boolean changes = normal.jobClass == JobClass.MODIFY;
        boolean allAllow = async.parts.stream()
                .filter(part -> part.touches(resource))
                .allMatch(part -> part.allowed.contains(normal.jobClass));
        return allAllow && (async.claims(resource) || !changes);
    }

    /** Whether two may stand on a resource by their claims alone. */
    private static boolean together(ResourceRef resource, Asker one, Asker other) {
        for (String first : one.touched.getOrDefault(resource, Set.of())) {
            for (String second : other.touched.getOrDefault(resource, Set.of())) {
                if (!together(first, second) && !together(second, first)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How somebody stands on a resource: claimed shared with a part exclusive is as good as exclusive. */
    private static Set<String> words(ResourceRef resource, List<Claim> claims) {
        Set<String> words = new HashSet<>();
        for (Claim claim : claims) {
            if (claim.resource().equals(resource)) {
                words.add(claim.mode().name());
            } else if (isPart(claim.resource(), resource)) {
                words.add(claim.mode() == ClaimMode.SHARED ? "part shared" : "part exclusive");
            }
        }
        return words.contains("SHARED") && words.contains("part exclusive") ? Set.of("EXCLUSIVE") : words;
    }

    private static boolean together(String first, String second) {
        return switch (first) {
            case "part shared" -> !second.equals("EXCLUSIVE");
            case "part exclusive" ->
                second.equals("part shared")
                        || second.equals("part exclusive")
                        || second.equals("EXCLUSIVE_BESIDE_CHILDREN");
            case "SHARED" -> second.equals("SHARED");
            default -> false;
        };
    }

    private static boolean coveredBy(Asker inner, Asker host) {
        return inner.claims.stream().allMatch(wanted -> host.claims.stream().anyMatch(held -> covers(held, wanted)));
    }

    private static boolean covers(Claim held, Claim wanted) {
        if (held.mode() == ClaimMode.EXCLUSIVE) {
            return held.resource().equals(wanted.resource()) || isPart(wanted.resource(), held.resource());
        }
        return held.equals(wanted);
    }

    private static boolean isPart(ResourceRef part, ResourceRef whole) {
        for (ResourceRef up = part.parent(); up != null; up = up.parent()) {
            if (up.equals(whole)) {
                return true;
            }
        }
        return false;
    }
}

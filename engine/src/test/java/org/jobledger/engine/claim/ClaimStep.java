package org.jobledger.engine.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;

/** One thing that happens in a schedule. Those it concerns are named by how many asked before them, so that steps can be dropped. */
public sealed interface ClaimStep {
    /** Two pools; in the first two volumes, one with a part of its own. */
    List<ResourceRef> RESOURCES = resources();

    /** The classes of normal jobs. */
    List<JobClass> NORMAL = List.of(JobClass.QUERY, JobClass.MODIFY, JobClass.DESTROY, JobClass.ABORT);

    /** All modes. */
    List<ClaimMode> MODES = List.of(ClaimMode.values());

    private static List<ResourceRef> resources() {
        ResourceRef pool = ResourceRef.of("pool", "a");
        ResourceRef other = ResourceRef.of("pool", "b");
        ResourceRef volume = pool.child("volume", "v");
        return List.of(
                pool, other, volume, pool.child("volume", "w"), other.child("volume", "v"), volume.child("part", "p"));
    }

    /**
     * Somebody asks.
     *
     * @param nestedIn which of the earlier ones he says to be nested in, or -1
     * @param deadline the time at which he gives up, or 0 where he does not wait at all
     */
    record Ask(int id, JobClass jobClass, List<Claim> claims, int nestedIn, Set<JobClass> allowed, long deadline)
            implements ClaimStep {}

    /** Somebody ends or stops waiting: an end, an abort of one who waits, or nothing where he has gone. */
    record Leave(int id) implements ClaimStep {}

    /** Somebody who holds his claims allows other classes. */
    record Allow(int id, Set<JobClass> allowed) implements ClaimStep {}

    /** Somebody asks those async jobs to stop that are in the way of another, and they do. */
    record AbortBlockers(int id) implements ClaimStep {}

    /** Time goes by: those whose deadline has come give up. */
    record Pass(long until) implements ClaimStep {}

    /** A schedule at random. */
    static List<ClaimStep> schedule(Random random) {
        List<ClaimStep> steps = new ArrayList<>();
        int size = 4 + random.nextInt(16);
        int used = 1 + random.nextInt(RESOURCES.size());
        long now = 0;
        int asked = 0;
        for (int i = 0; i < size; i++) {
            int what = random.nextInt(20);
            int whom = asked == 0 ? 0 : random.nextInt(asked);
            if (asked == 0 || what < 10) {
                steps.add(ask(asked++, RESOURCES.subList(0, used), now, random));
            } else if (what < 15) {
                steps.add(new Leave(whom));
            } else if (what < 17) {
                steps.add(new Allow(whom, classes(random)));
            } else if (what == 17) {
                steps.add(new AbortBlockers(whom));
            } else {
                now += random.nextInt(10);
                steps.add(new Pass(now));
            }
        }
        return steps;
    }

    private static Ask ask(int id, List<ResourceRef> resources, long now, Random random) {
        JobClass jobClass = random.nextInt(3) == 0 ? JobClass.ASYNC : NORMAL.get(random.nextInt(NORMAL.size()));
        List<Claim> claims = claims(resources, random);
        int host = id > 0 && jobClass != JobClass.ASYNC && random.nextInt(4) == 0 ? random.nextInt(id) : -1;
        long deadline = random.nextInt(5) == 0 ? 0 : now + 1 + random.nextInt(30);
        Set<JobClass> allowed =
                random.nextInt(2) == 0 ? Set.of(JobClass.QUERY, JobClass.DESTROY, JobClass.ABORT) : classes(random);
        return new Ask(id, jobClass, claims, host, allowed, deadline);
    }

    /** One to three claims on some of these resources. */
    static List<Claim> claims(List<ResourceRef> resources, Random random) {
        List<Claim> claims = new ArrayList<>();
        List<ResourceRef> left = new ArrayList<>(resources);
        int count = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            ClaimMode mode = random.nextInt(2) == 0 ? ClaimMode.EXCLUSIVE : MODES.get(random.nextInt(MODES.size()));
            claims.add(new Claim(left.remove(random.nextInt(left.size())), mode));
        }
        return List.copyOf(claims);
    }

    /** DESTROY and some others. */
    static Set<JobClass> classes(Random random) {
        Set<JobClass> classes = new TreeSet<>(Set.of(JobClass.DESTROY));
        for (JobClass some : List.of(JobClass.QUERY, JobClass.MODIFY, JobClass.ABORT)) {
            if (random.nextBoolean()) {
                classes.add(some);
            }
        }
        return Set.copyOf(classes);
    }
}

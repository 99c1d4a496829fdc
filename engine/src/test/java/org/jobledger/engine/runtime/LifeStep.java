package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.claim.ClaimStep;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;

/**
 * One thing that happens in a schedule of jobs. Whom it concerns is told by a number that is taken modulo of how many there are then, so that
 * steps can be dropped. Times are in milliseconds.
 */
sealed interface LifeStep {
    /** The verbs that people have. */
    List<String> VERBS = List.of("abort", "pause", "resume", "set-speed", "finalize", "dismiss");

    /** What somebody wants of an async job; a wait, deadline or limit of 0 is none, and so is an empty key. */
    record Wish(
            String operation,
            List<Claim> claims,
            Set<JobClass> allowed,
            long patience,
            boolean finalized,
            boolean dismissed,
            int priority,
            long deadline,
            long noProgress,
            String key) {}

    /** What a handler does next. */
    enum Act {
        RETURN,
        THROW,
        LOOK,
        CHECKPOINT,
        ALLOW,
        ADVANCE
    }

    /** Jobs are submitted: one, or several that end together. */
    record Submit(List<Wish> wishes) implements LifeStep {}

    /** A normal job is asked for, nested in one of those that work where {@code within} is not negative. */
    record Begin(JobClass jobClass, List<Claim> claims, int within, long patience, boolean abortsHolders)
            implements LifeStep {}

    /** A normal job is ended by its owner. */
    record End(int which, boolean complete) implements LifeStep {}

    /** A handler that is called does something. */
    record Handler(int which, Act act, Set<JobClass> allowed) implements LifeStep {}

    /** Somebody records a definition of a resource, or removes the one it has. */
    record Redefine(ResourceRef resource) implements LifeStep {}

    /** Somebody uses a verb on a job, of all or of those that have not ended. */
    record Verb(String verb, int which, boolean ofAll) implements LifeStep {}

    /** Time passes. */
    record Pass(long millis) implements LifeStep {}

    /** The process dies, and the ledger is opened again. */
    record Crash(OpenMode mode) implements LifeStep {}

    /** A schedule at random. */
    static List<LifeStep> schedule(Random random) {
        List<LifeStep> steps = new ArrayList<>();
        // Most are short, as most differences need few steps; some are long, for those that need many.
        int size = random.nextInt(8) == 0 ? 8 + random.nextInt(12) : 3 + random.nextInt(6);
        List<ResourceRef> resources = ClaimStep.RESOURCES.subList(0, 1 + random.nextInt(ClaimStep.RESOURCES.size()));
        steps.add(new Submit(wishes(resources, random)));
        while (steps.size() < size) {
            int what = random.nextInt(42);
            if (what < 6) {
                steps.add(new Submit(wishes(resources, random)));
            } else if (what < 8) {
                steps.add(begin(resources, random));
            } else if (what < 10) {
                steps.add(new End(random.nextInt(8), random.nextBoolean()));
            } else if (what < 19) {
                steps.add(new Handler(random.nextInt(8), act(random), ClaimStep.classes(random)));
            } else if (what < 34) {
                steps.add(new Verb(
                        random.nextInt(4) == 0 ? "abort" : VERBS.get(random.nextInt(VERBS.size())),
                        random.nextInt(16),
                        random.nextInt(2) == 0));
            } else if (what < 39) {
                steps.add(new Pass(10L * random.nextInt(random.nextInt(3) == 0 ? 30 : 8)));
            } else if (what < 41) {
                steps.add(new Redefine(resources.get(random.nextInt(resources.size()))));
            } else {
                steps.add(new Crash(random.nextInt(3) == 0 ? OpenMode.HOLD : OpenMode.RECOVER));
            }
        }
        return steps;
    }

    private static Act act(Random random) {
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> Act.THROW;
            case 3, 4 -> Act.LOOK;
            case 5 -> Act.CHECKPOINT;
            case 6 -> Act.ALLOW;
            case 7 -> Act.ADVANCE;
            default -> Act.RETURN;
        };
    }

    private static List<Wish> wishes(List<ResourceRef> resources, Random random) {
        if (random.nextInt(4) > 0) {
            return List.of(wish(
                    resources,
                    random.nextInt(5) == 0 ? 0 : 10 + 10L * random.nextInt(30),
                    random.nextInt(4) == 0,
                    random.nextInt(8) == 0 ? "key" + random.nextInt(2) : "",
                    random));
        }
        long wait = random.nextInt(5) == 0 ? 0 : 10 + 10L * random.nextInt(30);
        boolean finalized = random.nextInt(3) == 0;
        List<Wish> wishes = new ArrayList<>();
        Set<ResourceRef> taken = new HashSet<>();
        int size = 2 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            List<ResourceRef> left =
                    resources.stream().filter(one -> !taken.contains(one)).toList();
            Wish wish = wish(left, wait, finalized, "", random);
            wish.claims().forEach(claim -> taken.add(claim.resource()));
            wishes.add(wish);
        }
        return List.copyOf(wishes);
    }

    private static Wish wish(List<ResourceRef> resources, long patience, boolean finalized, String key, Random random) {
        return new Wish(
                NaiveJobs.OPERATIONS
                        .get(random.nextInt(NaiveJobs.OPERATIONS.size()))
                        .name(),
                ClaimStep.claims(resources, random),
                random.nextInt(3) > 0
                        ? Set.of(JobClass.QUERY, JobClass.DESTROY, JobClass.ABORT)
                        : ClaimStep.classes(random),
                patience,
                finalized,
                random.nextInt(4) == 0,
                random.nextInt(3),
                random.nextInt(6) == 0 ? 50 + 10L * random.nextInt(30) : 0,
                random.nextInt(6) == 0 ? 50 + 10L * random.nextInt(20) : 0,
                key);
    }

    private static Begin begin(List<ResourceRef> resources, Random random) {
        JobClass jobClass = ClaimStep.NORMAL.get(random.nextInt(ClaimStep.NORMAL.size()));
        return new Begin(
                jobClass,
                ClaimStep.claims(resources, random),
                random.nextInt(3) == 0 ? random.nextInt(8) : -1,
                random.nextInt(4) == 0 ? 0 : 10 + 10L * random.nextInt(20),
                jobClass == JobClass.DESTROY && random.nextBoolean());
    }
}

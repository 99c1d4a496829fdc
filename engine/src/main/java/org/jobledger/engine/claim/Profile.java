package org.jobledger.engine.claim;

import java.util.List;
import java.util.Set;
import org.jobledger.engine.event.JobClass;

/**
 * All that decides who may stand beside whom on one resource: how a job stands there ({@link Mode}), its class, and for an async job the
 * classes it allows meanwhile. There are 60 profiles; a set of them is a {@code long}, so that an admission is a few operations on bits
 * however many jobs hold and wait.
 *
 * <pre>
 * number = mode * 12 + kind      kind 0..3: QUERY, MODIFY, DESTROY, ABORT     kind 4..11: async, 4 + (1 allows QUERY, 2 MODIFY, 4 ABORT)
 * </pre>
 */
final class Profile {
    private static final int KINDS = 12;
    private static final int ASYNC = 4;
    private static final int COUNT = Mode.values().length * KINDS;
    private static final Mode[] MODES = Mode.values();
    private static final List<JobClass> NORMAL =
            List.of(JobClass.QUERY, JobClass.MODIFY, JobClass.DESTROY, JobClass.ABORT);
    private static final long[] CONFLICTS = new long[COUNT];
    private static final long[] LET_IN_BY = new long[COUNT];

    static {
        for (int asking = 0; asking < COUNT; asking++) {
            for (int other = 0; other < COUNT; other++) {
                if (!mode(asking).besides(mode(other))) {
                    boolean let = letIn(asking, other);
                    CONFLICTS[asking] |= let || letIn(other, asking) ? 0 : 1L << other;
                    LET_IN_BY[asking] |= let ? 1L << other : 0;
                }
            }
        }
    }

    private Profile() {}

    /** What a job is on every resource it claims. */
    static int kind(JobClass jobClass, Set<JobClass> allowed) {
        if (jobClass != JobClass.ASYNC) {
            return NORMAL.indexOf(jobClass);
        }
        return ASYNC
                + (allowed.contains(JobClass.QUERY) ? 1 : 0)
                + (allowed.contains(JobClass.MODIFY) ? 2 : 0)
                + (allowed.contains(JobClass.ABORT) ? 4 : 0);
    }

    static int of(Mode mode, int kind) {
        return mode.number() * KINDS + kind;
    }

    /** The profiles that a job with this one cannot stand beside. */
    static long conflicts(int profile) {
        return CONFLICTS[profile];
    }

    /** The profiles of async jobs that a job with this one passes only because they allow its class. */
    static long letInBy(int profile) {
        return LET_IN_BY[profile];
    }

    /** True where two jobs with this profile cannot stand beside each other. */
    static boolean alone(int profile) {
        return (CONFLICTS[profile] >>> profile & 1) != 0;
    }

    private static Mode mode(int profile) {
        return MODES[profile / KINDS];
    }

    /**
     * Whether an async job allows a normal one beside it. Its word holds on what it claims itself; above that, where it only has a part, for
     * those that change nothing. Nobody is destroyed under a running job: DESTROY aborts it first, or waits.
     */
    private static boolean letIn(int normal, int async) {
        if (normal % KINDS >= ASYNC || async % KINDS < ASYNC) {
            return false;
        }
        int allowed = async % KINDS - ASYNC;
        boolean onPart = mode(async).ofChild();
        return switch (NORMAL.get(normal % KINDS)) {
            case QUERY -> (allowed & 1) != 0;
            case MODIFY -> (allowed & 2) != 0 && !onPart;
            case ABORT -> (allowed & 4) != 0;
            case DESTROY, ASYNC -> false;
        };
    }
}

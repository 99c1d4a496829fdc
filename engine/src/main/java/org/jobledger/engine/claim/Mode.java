package org.jobledger.engine.claim;

import java.util.Arrays;
import org.jobledger.engine.event.ClaimMode;

/**
 * How a job stands on one resource: the modes that are claimed, and those that a claim on a part registers on everything it is part of.
 *
 * <p>The modes are those of multi-granularity locking (Gray, Lorie, Putzolu, Traiger: Granularity of Locks in a Shared Data Base, 1975),
 * with one of our own between intention and exclusive. The matrix below is the one place that says which two may stand beside
 * each other.
 */
enum Mode {
    // What each may stand beside, in the same order: child-shared, child-exclusive, shared, beside-children, exclusive.
    /** A part is claimed shared. */
    CHILD_SHARED(0, "yyyy-"),
    /** A part is claimed exclusively. */
    CHILD_EXCLUSIVE(1, "yy-y-"),
    /** Claimed shared. */
    SHARED(2, "y-y--"),
    /** Claimed exclusively, its parts are not. */
    BESIDE_CHILDREN(3, "yy---"),
    /** Claimed exclusively with all its parts. */
    EXCLUSIVE(4, "-----");

    private static final Mode[][] TOGETHER = together();

    private final int number;
    private final String besides;

    Mode(int number, String besides) {
        this.number = number;
        this.besides = besides;
    }

    private static Mode[][] together() {
        Mode[] all = values();
        Mode[][] together = new Mode[all.length][all.length];
        for (Mode one : all) {
            for (Mode other : all) {
                together[one.number][other.number] = Arrays.stream(all)
                        .filter(mode -> mode.covers(one) && mode.covers(other))
                        .findFirst()
                        .orElseThrow();
            }
        }
        return together;
    }

    static Mode of(ClaimMode claimed) {
        return switch (claimed) {
            case SHARED -> SHARED;
            case EXCLUSIVE -> EXCLUSIVE;
            case EXCLUSIVE_BESIDE_CHILDREN -> BESIDE_CHILDREN;
        };
    }

    /** Its line in the matrix. */
    int number() {
        return number;
    }

    /** True where one job may stand so while another stands so. */
    boolean besides(Mode other) {
        return besides.charAt(other.number) == 'y';
    }

    /** What is registered on the resources that a resource so claimed is part of. */
    Mode onParents() {
        return this == SHARED || this == CHILD_SHARED ? CHILD_SHARED : CHILD_EXCLUSIVE;
    }

    /** True for a mode that only says that a part is claimed. */
    boolean ofChild() {
        return this == CHILD_SHARED || this == CHILD_EXCLUSIVE;
    }

    /** True where whoever stands so keeps everybody away whom the other mode keeps away. */
    boolean covers(Mode other) {
        return Arrays.stream(values()).noneMatch(third -> besides(third) && !other.besides(third));
    }

    /** The weakest mode that covers both. */
    Mode and(Mode other) {
        return TOGETHER[number][other.number];
    }
}

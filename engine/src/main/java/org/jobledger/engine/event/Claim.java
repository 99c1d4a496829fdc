package org.jobledger.engine.event;

/**
 * What a job holds on one resource from its start to its end.
 *
 * @param resource the resource
 * @param mode whether others may hold it too
 */
public record Claim(ResourceRef resource, ClaimMode mode) {

    /** A claim that nobody else may hold beside. */
    public static Claim exclusive(ResourceRef resource) {
        return new Claim(resource, ClaimMode.EXCLUSIVE);
    }

    /** A claim that other shared claims may stand beside. */
    public static Claim shared(ResourceRef resource) {
        return new Claim(resource, ClaimMode.SHARED);
    }

    /** A claim that nobody else may hold beside, while the parts of the resource stay free for others. */
    public static Claim besideChildren(ResourceRef resource) {
        return new Claim(resource, ClaimMode.EXCLUSIVE_BESIDE_CHILDREN);
    }

    @Override
    public String toString() {
        return mode + " " + resource;
    }
}

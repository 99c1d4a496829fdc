package org.jobledger.engine.event;

/** How a resource is claimed. */
public enum ClaimMode {
    /** Others may hold shared claims too. */
    SHARED,
    /** Nobody else may hold a claim. */
    EXCLUSIVE
}

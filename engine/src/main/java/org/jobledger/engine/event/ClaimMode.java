package org.jobledger.engine.event;

/** How a resource is claimed. */
public enum ClaimMode {
    /** Others may hold shared claims too. */
    SHARED,
    /** Nobody else may hold a claim, neither on it nor on what is part of it. */
    EXCLUSIVE,
    /** Nobody else may hold a claim on it, but its parts may be claimed: what is done to a pool while jobs run on its volumes. */
    EXCLUSIVE_BESIDE_CHILDREN
}

package org.jobledger.storage;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a pool (libvirt: virStoragePoolEventLifecycleType, and the refresh event).
 *
 * @param position its place in the ledger
 * @param at when it happened
 * @param pool the name of the pool
 * @param uuid its identity
 * @param kind what happened
 */
public record PoolEvent(long position, Instant at, String pool, UUID uuid, Kind kind) {

    /** What happened; the first six in libvirt's order. */
    public enum Kind {
        /** It was defined, or defined anew. */
        DEFINED,
        /** It was forgotten. */
        UNDEFINED,
        /** It was started. */
        STARTED,
        /** It was stopped; a transient pool is forgotten with it. */
        STOPPED,
        /** What it needs was made. */
        CREATED,
        /** What it needs was removed. */
        DELETED,
        /** It was compared with what is there. */
        REFRESHED
    }
}

package org.jobledger.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * The definition of a resource was set, changed or removed: what must survive with the jobs but is no job.
 *
 * @param resource the resource
 * @param version the number of this change to it, from 1 without a gap, going on after a removal
 * @param definition its new definition, or null where it was removed
 */
public record ResourceRecorded(
        ResourceRef resource, long version, @Nullable Document definition) implements EngineEvent {}

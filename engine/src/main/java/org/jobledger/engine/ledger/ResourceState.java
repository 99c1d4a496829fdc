package org.jobledger.engine.ledger;

import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a resource as the log has it.
 *
 * @param resource the resource
 * @param version the number of the newest change, from 1
 * @param definition its definition, or null after it was removed
 */
public record ResourceState(
        ResourceRef resource, long version, @Nullable Document definition) {}

package org.jobledger.engine;

import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * A change of what the ledger says of a resource, carried out only if nobody has changed it since it was looked at.
 *
 * @param resource the resource
 * @param expectedVersion the version that was seen, 0 where there was none
 * @param definition the new definition, or null to remove it
 */
public record ResourceChange(
        ResourceRef resource,
        long expectedVersion,
        @Nullable Document definition) {}

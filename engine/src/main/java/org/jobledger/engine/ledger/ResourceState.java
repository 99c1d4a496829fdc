package org.jobledger.engine.ledger;

import java.time.Instant;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a resource as the log has it.
 *
 * @param resource the resource
 * @param version the number of the newest change, from 1
 * @param definition its definition, or null after it was removed
 * @param changedAt when the newest change was recorded, in the ledger's time
 */
public record ResourceState(
        ResourceRef resource, long version, @Nullable Document definition, Instant changedAt) {}

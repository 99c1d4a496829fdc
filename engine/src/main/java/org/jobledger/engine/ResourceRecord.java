package org.jobledger.engine;

import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;

/**
 * The definition of a resource as the ledger has it.
 *
 * @param resource the resource
 * @param version the number of the newest change to it, from 1
 * @param definition its definition
 */
public record ResourceRecord(ResourceRef resource, long version, Document definition) {}

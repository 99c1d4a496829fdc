package org.jobledger.storage.definition;

import java.nio.file.Path;
import java.util.UUID;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolType;

/**
 * A pool as the ledger keeps it.
 *
 * @param definition what it is
 * @param active whether it is started
 */
public record PoolRecord(PoolDefinition definition, boolean active) {

    static PoolRecord of(String name, Document fields) {
        PoolDefinition definition = new PoolDefinition(
                new PoolName(name),
                PoolType.of(fields.string("type")),
                Path.of(fields.string("target")),
                UUID.fromString(fields.string("uuid")));
        return new PoolRecord(definition, fields.flag("active"));
    }

    Document fields() {
        return Document.of(
                "type", definition.type().word(),
                "target", definition.target().toString(),
                "uuid", definition.uuid().toString(),
                "active", active);
    }

    /** The same, started or stopped. */
    public PoolRecord active(boolean started) {
        return new PoolRecord(definition, started);
    }
}

package org.jobledger.storage.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.xml.PoolXml;
import org.jspecify.annotations.Nullable;

/**
 * A pool as the ledger keeps it: its definition as libvirt's XML, and beside it what auditors ask for by itself.
 *
 * @param definition what it is
 * @param active whether it is started
 * @param persistent whether it stays defined when it is stopped
 * @param autostart whether it is started by a service that begins to serve the ledger
 * @param next what it is once it is stopped; null where that is what it is now
 */
public record PoolRecord(
        PoolDefinition definition,
        boolean active,
        boolean persistent,
        boolean autostart,
        @Nullable PoolDefinition next) {

    /** A pool that is defined as what it is. */
    public PoolRecord(PoolDefinition definition, boolean active, boolean persistent, boolean autostart) {
        this(definition, active, persistent, autostart, null);
    }

    /** A pool that stays defined and is not started by itself. */
    public PoolRecord(PoolDefinition definition, boolean active) {
        this(definition, active, true, false);
    }

    /** The pool that these fields describe. */
    public static PoolRecord of(String name, Document fields) {
        return new PoolRecord(
                definition(name, fields),
                fields.flag("active"),
                // Ledgers before 0.2.0 have neither.
                fields.value("persistent") == null || fields.flag("persistent"),
                fields.value("autostart") != null && fields.flag("autostart"),
                fields.value("next") == null ? null : PoolXml.read(fields.string("next")));
    }

    private static PoolDefinition definition(String name, Document fields) {
        return fields.value("xml") == null
                ? new PoolDefinition(
                        new PoolName(name),
                        PoolType.of(fields.string("type")),
                        Path.of(fields.string("target")),
                        UUID.fromString(fields.string("uuid")))
                : PoolXml.read(fields.string("xml"));
    }

    Document fields() {
        List<Object> fields = new ArrayList<>(List.of(
                "type", definition.type().word(),
                "target", definition.target().toString(),
                "uuid", definition.uuid().toString(),
                "active", active,
                "persistent", persistent,
                "autostart", autostart,
                "xml", PoolXml.write(definition, PoolXml.Room.NONE)));
        if (next != null) {
            fields.addAll(List.of("next", PoolXml.write(next, PoolXml.Room.NONE)));
        }
        return Document.of(fields.toArray());
    }

    /** What it is defined as, which one that is started becomes when it is stopped (libvirt: VIR_STORAGE_XML_INACTIVE). */
    public PoolDefinition defined() {
        return next == null ? definition : next;
    }

    /** The same, defined anew: one that is started stays what it is until it is stopped. It stays defined then. */
    public PoolRecord defined(PoolDefinition wanted) {
        boolean same = wanted.equals(definition);
        return active
                ? new PoolRecord(definition, true, true, autostart, same ? null : wanted)
                : new PoolRecord(wanted, false, true, autostart);
    }

    /** The same, started or stopped. */
    public PoolRecord active(boolean started) {
        return started
                ? new PoolRecord(definition, true, persistent, autostart, next)
                : new PoolRecord(defined(), false, persistent, autostart);
    }

    /** The same, started by itself or not. */
    public PoolRecord autostart(boolean byItself) {
        return new PoolRecord(definition, active, persistent, byItself, next);
    }
}

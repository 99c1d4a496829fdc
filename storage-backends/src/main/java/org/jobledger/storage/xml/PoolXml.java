package org.jobledger.storage.xml;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.SourcePart;
import org.jspecify.annotations.Nullable;

/**
 * The XML of pools (libvirt: virStoragePoolDefParseXML, virStoragePoolDefFormat): what libvirt writes is read, and what is written here
 * libvirt reads, with the elements in its order.
 */
public final class PoolXml {
    private static final List<String> REFRESHES = List.of("default", "capacity");

    private PoolXml() {}

    /**
     * A pool's room, which libvirt writes and does not read.
     *
     * @param capacity what there is, bytes
     * @param allocation what is taken, bytes
     * @param available what is free, bytes
     */
    public record Room(long capacity, long allocation, long available) {
        /** Nothing known, as of a pool that is not started. */
        public static final Room NONE = new Room(0, 0, 0);
    }

    /**
     * The pool that a text describes; a uuid is made where it says none.
     *
     * @throws InvalidXmlException if the text is no pool; the message names the element
     * @throws org.jobledger.storage.StorageException if a value in it is not allowed
     */
    public static PoolDefinition read(String xml) {
        Node root = XmlText.root(xml, "pool");
        PoolType type = PoolType.of(root.required("type"));
        PoolSource source = SourceXml.read(root.find("source"), type);
        PoolName name = name(root, type, source);
        if (type.parts().contains(SourcePart.NAME) && source.name() == null) {
            source = source.named(name.text());
        }
        PoolRules.require(type, source);
        return new PoolDefinition(
                name, type, target(root, name, type, source), XmlValues.uuid(root), source, settings(root, type));
    }

    /**
     * What is asked for where sources of pools are looked for (libvirt: virStoragePoolDefParseSourceString); nothing where the text is empty.
     *
     * @throws InvalidXmlException if the text is no source
     */
    public static PoolSource readSource(PoolType type, String xml) {
        return SourceXml.read(xml.isEmpty() ? null : XmlText.root(xml, "source"), type);
    }

    private static PoolName name(Node root, PoolType type, PoolSource source) {
        String name = root.text("name");
        if (name == null && type.parts().contains(SourcePart.NAME)) {
            name = source.name();
        }
        if (name == null) {
            throw new InvalidXmlException("a pool needs an element <name>");
        }
        return new PoolName(name);
    }

    private static Path target(Node root, PoolName name, PoolType type, PoolSource source) {
        if (!type.hasTarget()) {
            return PoolDefinition.NO_TARGET;
        }
        String path = SourceXml.path(
                switch (type) {
                    case LOGICAL -> "/dev/" + source.name();
                    case ZFS -> "/dev/zvol/" + source.name();
                    default -> root.text("target/path");
                });
        if (path == null) {
            throw new InvalidXmlException(
                    "a pool of type '" + type.word() + "' needs an element <path> in its element <target>");
        }
        return PoolDefinition.path(name, path);
    }

    private static PoolSettings settings(Node root, PoolType type) {
        return new PoolSettings(
                type.hasTarget()
                        ? PermissionsXml.read(root.find("target/permissions"))
                        : PoolSettings.NONE.permissions(),
                copyOnWrite(root, type),
                refresh(root),
                PoolOptionsXml.read(root, type));
    }

    private static @Nullable Boolean copyOnWrite(Node root, PoolType type) {
        Node node = root.find("features/cow");
        Boolean choice = node == null ? null : XmlValues.choice(node, "state");
        if (choice != null && type != PoolType.DIR && type != PoolType.FS) {
            throw new InvalidXmlException(
                    "element <cow> may only be used for pools of type 'dir' and 'fs', not '" + type.word() + "'");
        }
        return choice;
    }

    private static @Nullable String refresh(Node root) {
        String allocation = root.attribute("refresh/volume", "allocation");
        if (allocation != null && !REFRESHES.contains(allocation)) {
            throw new InvalidXmlException("unknown refresh allocation '" + Shown.of(allocation) + "'; there are "
                    + String.join(", ", REFRESHES));
        }
        return allocation;
    }

    /** The text of a pool. */
    public static String write(PoolDefinition pool, Room room) {
        XmlWriter out = new XmlWriter();
        PoolSettings settings = pool.settings();
        out.open("pool", PoolOptionsXml.rootAttributes(pool))
                .leaf("name", pool.name().text())
                .leaf("uuid", pool.uuid().toString())
                .size("capacity", room.capacity())
                .size("allocation", room.allocation())
                .size("available", room.available());
        if (settings.copyOnWrite() != null) {
            out.open("features")
                    .empty("cow", "state", XmlValues.choice(settings.copyOnWrite()))
                    .close();
        }
        SourceXml.write(out, pool.type(), pool.source());
        if (pool.type().hasTarget()) {
            out.open("target").leaf("path", pool.target().toString());
            PermissionsXml.write(out, settings.permissions());
            out.close();
        }
        if (settings.refreshAllocation() != null) {
            out.open("refresh")
                    .empty("volume", "allocation", settings.refreshAllocation())
                    .close();
        }
        PoolOptionsXml.write(out, pool);
        return out.close().toString();
    }

    /** The text of what a search for pool sources found (libvirt: virStoragePoolSourceListFormat). */
    public static String writeSources(PoolType type, List<PoolSource> sources) {
        XmlWriter out = new XmlWriter().open("sources");
        sources.forEach(source -> SourceXml.write(out, type, source));
        return out.close().toString();
    }
}

package org.jobledger.storage.xml;

import java.util.List;
import java.util.regex.Pattern;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Shown;
import org.jobledger.storage.SourcePart;
import org.jspecify.annotations.Nullable;

/** The source element of a pool (libvirt: virStoragePoolDefParseSource, virStoragePoolSourceFormat). */
final class SourceXml {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");

    private SourceXml() {}

    static PoolSource read(@Nullable Node node, PoolType type) {
        if (node == null) {
            return new PoolSource(
                    List.of(), List.of(), null, null, null, null, format(null, type), null, null, null, null);
        }
        String version = node.attribute("protocol", "ver");
        return new PoolSource(
                node.children("host").stream().map(SourceXml::host).toList(),
                node.children("device").stream().map(SourceXml::device).toList(),
                dir(node, type),
                AdapterXml.read(node.find("adapter")),
                node.text("name"),
                node.attribute("initiator/iqn", "name"),
                format(node, type),
                auth(node.find("auth")),
                version == null ? null : version(node, version),
                node.attribute("vendor", "name"),
                node.attribute("product", "name"));
    }

    /** It becomes an option of mount, where a comma would begin another one. */
    private static String version(Node node, String text) {
        if (!VERSION.matcher(text).matches()) {
            throw node.bad("protocol version", text, "a version such as 4 or 4.1");
        }
        return text;
    }

    private static @Nullable String dir(Node node, PoolType type) {
        String said = path(node.attribute("dir", "path"));
        return said == null && type == PoolType.GLUSTER ? "/" : said;
    }

    private static @Nullable String format(@Nullable Node node, PoolType type) {
        if (type.formats().isEmpty()) {
            return null;
        }
        String said = node == null ? null : node.attribute("format", "type");
        if (said == null) {
            return type.formats().get(0);
        }
        if (!type.formats().contains(said)) {
            throw new InvalidXmlException("unknown format '" + Shown.of(said) + "' of a pool of type '" + type.word()
                    + "'; there are " + String.join(", ", type.formats()));
        }
        return said;
    }

    private static PoolSource.Host host(Node node) {
        String port = node.attribute("port");
        return new PoolSource.Host(
                node.required("name"),
                port == null ? 0 : (int) Math.min(Integer.MAX_VALUE, XmlValues.number(node, "port", port)));
    }

    private static PoolSource.Device device(Node node) {
        return new PoolSource.Device(
                node.required("path"),
                XmlValues.choice(node, "part_separator"),
                node.children("freeExtent").stream().map(SourceXml::extent).toList());
    }

    static PoolSource.Extent extent(Node node) {
        return new PoolSource.Extent(
                XmlValues.number(node, "start", node.required("start")),
                XmlValues.number(node, "end", node.required("end")));
    }

    /** As virFileSanitizePath has it: no doubled slashes, none at the end. */
    static @Nullable String path(@Nullable String path) {
        if (path == null) {
            return null;
        }
        String single = path.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    private static PoolSource.@Nullable Auth auth(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String type = node.required("type");
        if (!type.equals("chap") && !type.equals("ceph")) {
            throw node.bad("type", type, "'chap' or 'ceph'");
        }
        Node secret = node.find("secret");
        if (secret == null || (secret.attribute("uuid") == null) == (secret.attribute("usage") == null)) {
            throw new InvalidXmlException("element <auth> needs one <secret> with either a uuid or a usage");
        }
        return new PoolSource.Auth(
                type,
                node.required("username"),
                secret.attribute("type"),
                secret.attribute("uuid"),
                secret.attribute("usage"));
    }

    static void write(XmlWriter out, PoolType type, PoolSource source) {
        out.open("source");
        if (type.parts().contains(SourcePart.HOST)) {
            source.hosts().forEach(host -> out.empty("host", "name", host.name(), "port", positive(host.port())));
        }
        if (type.parts().contains(SourcePart.DEVICE)) {
            source.devices().forEach(device -> write(out, device));
        }
        if (type.parts().contains(SourcePart.DIR) && source.dir() != null) {
            out.empty("dir", "path", source.dir());
        }
        if (type.parts().contains(SourcePart.ADAPTER)) {
            AdapterXml.write(out, source.adapter());
        }
        if (type.parts().contains(SourcePart.NAME)) {
            out.leaf("name", source.name());
        }
        if (type.parts().contains(SourcePart.INITIATOR) && source.initiator() != null) {
            out.open("initiator").empty("iqn", "name", source.initiator()).close();
        }
        writeLast(out, source);
        out.close();
    }

    private static void writeLast(XmlWriter out, PoolSource source) {
        if (source.format() != null) {
            out.empty("format", "type", source.format());
        }
        PoolSource.Auth auth = source.auth();
        if (auth != null) {
            out.open("auth", "type", auth.type(), "username", auth.username())
                    .empty("secret", "type", auth.secretType(), "uuid", auth.secretUuid(), "usage", auth.secretUsage())
                    .close();
        }
        if (source.protocolVersion() != null) {
            out.empty("protocol", "ver", source.protocolVersion());
        }
        if (source.vendor() != null) {
            out.empty("vendor", "name", source.vendor());
        }
        if (source.product() != null) {
            out.empty("product", "name", source.product());
        }
    }

    private static void write(XmlWriter out, PoolSource.Device device) {
        String separator = XmlValues.choice(device.partSeparator());
        if (device.freeExtents().isEmpty()) {
            out.empty("device", "path", device.path(), "part_separator", separator);
            return;
        }
        out.open("device", "path", device.path(), "part_separator", separator);
        device.freeExtents().forEach(extent -> write(out, "freeExtent", extent));
        out.close();
    }

    static void write(XmlWriter out, String name, PoolSource.Extent extent) {
        out.empty(name, "start", Long.toString(extent.start()), "end", Long.toString(extent.end()));
    }

    private static @Nullable String positive(int number) {
        return number > 0 ? Integer.toString(number) : null;
    }
}

package org.jobledger.storage.xml;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jobledger.storage.VolumeTarget;
import org.jobledger.storage.VolumeTarget.Timestamps;
import org.jspecify.annotations.Nullable;

/** The target and backingStore elements of a volume (libvirt: virStorageVolTargetDefFormat). */
final class TargetXml {
    private static final List<String> FEATURES = List.of("lazy_refcounts", "extended_l2");
    private static final Pattern COMPAT = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{9}))?");

    private TargetXml() {}

    static VolumeTarget read(Node node) {
        String compat = compat(node);
        List<String> features = features(node.find("features"));
        return new VolumeTarget(
                node.text("path"),
                node.attribute("format", "type"),
                PermissionsXml.read(node.find("permissions")),
                timestamps(node.find("timestamps")),
                EncryptionXml.read(node.find("encryption")),
                // Features are there since 1.1 only.
                compat == null && features != null ? "1.1" : compat,
                node.find("nocow") != null,
                XmlValues.size(node, "clusterSize"),
                features);
    }

    private static @Nullable String compat(Node node) {
        String compat = node.text("compat");
        if (compat != null && !COMPAT.matcher(compat).matches()) {
            throw node.bad("compat", compat, "a version such as 1.1");
        }
        return compat;
    }

    private static @Nullable List<String> features(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        List<String> said = node.children("*").stream().map(Node::name).toList();
        said.stream().filter(name -> !FEATURES.contains(name)).findFirst().ifPresent(name -> {
            throw node.bad("feature", name, "one of " + String.join(", ", FEATURES));
        });
        return FEATURES.stream().filter(said::contains).toList();
    }

    private static @Nullable Timestamps timestamps(@Nullable Node node) {
        return node == null
                ? null
                : new Timestamps(time(node, "atime"), time(node, "mtime"), time(node, "ctime"), time(node, "btime"));
    }

    private static @Nullable Instant time(Node node, String name) {
        String text = node.text(name);
        if (text == null) {
            return null;
        }
        var parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            throw node.bad(name, text, "seconds since 1970, with nine digits after the point or none");
        }
        return Instant.ofEpochSecond(
                Long.parseLong(parts.group(1)), parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)));
    }

    static void write(XmlWriter out, String name, VolumeTarget target) {
        out.open(name).leaf("path", target.path());
        if (target.format() != null) {
            out.empty("format", "type", target.format());
        }
        PermissionsXml.write(out, target.permissions());
        Timestamps timestamps = target.timestamps();
        if (timestamps != null) {
            out.open("timestamps")
                    .leaf("atime", text(timestamps.accessed()))
                    .leaf("mtime", text(timestamps.modified()))
                    .leaf("ctime", text(timestamps.changed()))
                    .leaf("btime", text(timestamps.born()))
                    .close();
        }
        EncryptionXml.write(out, target.encryption());
        out.leaf("compat", target.compat());
        if (target.noCopyOnWrite()) {
            out.empty("nocow");
        }
        Long cluster = target.clusterSize();
        out.leaf("clusterSize", cluster == null || cluster == 0 ? null : cluster.toString(), "unit", "B");
        writeFeatures(out, target.features());
        out.close();
    }

    private static void writeFeatures(XmlWriter out, @Nullable List<String> features) {
        if (features == null) {
            return;
        }
        if (features.isEmpty()) {
            out.empty("features");
            return;
        }
        out.open("features");
        features.forEach(out::empty);
        out.close();
    }

    private static @Nullable String text(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        return time.getNano() == 0
                ? Long.toString(time.getEpochSecond())
                : String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }
}

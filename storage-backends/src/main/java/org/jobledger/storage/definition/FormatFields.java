package org.jobledger.storage.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeEncryption.Cipher;
import org.jobledger.storage.VolumeEncryption.IvGenerator;
import org.jobledger.storage.VolumeEncryption.Secret;
import org.jobledger.storage.VolumeFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the format of a volume stands in a document: its name in the field "format", and where there is more to say the rest in the field
 * "layout", each part only where it is said. Secrets stand there by their names.
 */
public final class FormatFields {
    private static final String FORMAT = "format";
    private static final String LAYOUT = "layout";
    private static final String PARTITION = "partition";

    private FormatFields() {}

    /** A document of a format, with these fields after it. The bytes of a partition are raw, whatever it is made for. */
    public static Document write(VolumeFormat format, Object... more) {
        boolean partition = format.partition().isPresent();
        List<Object> fields = new ArrayList<>(List.of(FORMAT, partition ? VolumeFormat.RAW.name() : format.name()));
        fields.addAll(Arrays.asList(more));
        if (partition) {
            fields.addAll(List.of(PARTITION, format.name()));
            return Document.of(fields.toArray());
        }
        if (!format.equals(VolumeFormat.of(format.name()))) {
            fields.add(LAYOUT);
            fields.add(layout(format));
        }
        return Document.of(fields.toArray());
    }

    private static Document layout(VolumeFormat format) {
        Fields fields = new Fields()
                .add("compat", format.compat())
                .add("clusterSize", format.clusterSize())
                .add("features", format.features().isEmpty() ? null : format.features())
                .add("noCopyOnWrite", format.noCopyOnWrite() ? true : null)
                .add("preallocated", format.preallocated() ? true : null);
        VolumeFormat.Backing backing = format.backing();
        if (backing != null) {
            fields.add("backing", backing.path().toString()).add("backingFormat", backing.format());
        }
        VolumeEncryption encryption = format.encryption();
        return (encryption == null ? fields : fields.add("encryption", encryption(encryption))).document();
    }

    private static Document encryption(VolumeEncryption encryption) {
        Fields fields = new Fields()
                .add(FORMAT, encryption.format())
                .add("engine", encryption.engine())
                .add(
                        "secrets",
                        encryption.secrets().stream()
                                .map(secret -> new Fields()
                                        .add("type", secret.type())
                                        .add("uuid", secret.uuid())
                                        .add("usage", secret.usage())
                                        .document())
                                .toList());
        Cipher cipher = encryption.cipher();
        if (cipher != null) {
            fields.add("cipher", cipher.name())
                    .add("cipherSize", (long) cipher.size())
                    .add("cipherMode", cipher.mode())
                    .add("cipherHash", cipher.hash());
        }
        IvGenerator generator = encryption.ivGenerator();
        if (generator != null) {
            fields.add("ivGenerator", generator.name()).add("ivHash", generator.hash());
        }
        return fields.document();
    }

    /** The format in a document; raw where it says none, as the jobs of ledgers before 0.3.0 do. */
    public static VolumeFormat read(Document document) {
        Object name = document.value(FORMAT);
        VolumeFormat format = VolumeFormat.of(name == null ? "raw" : String.valueOf(name));
        return document.value(LAYOUT) instanceof Map<?, ?> layout ? read(format, layout) : format;
    }

    /** What the partition in a document is made for. */
    public static PartitionType partition(Document document) {
        return PartitionType.of(String.valueOf(document.value(PARTITION))).orElse(PartitionType.NONE);
    }

    private static VolumeFormat read(VolumeFormat format, Map<?, ?> layout) {
        String backing = text(layout, "backing");
        return format.compat(text(layout, "compat"))
                .clusterSize(number(layout, "clusterSize"))
                .features(texts(layout.get("features")))
                .noCopyOnWrite(Boolean.TRUE.equals(layout.get("noCopyOnWrite")))
                .preallocated(Boolean.TRUE.equals(layout.get("preallocated")))
                .backedBy(
                        backing == null
                                ? null
                                : new VolumeFormat.Backing(Path.of(backing), text(layout, "backingFormat")))
                .encrypted(layout.get("encryption") instanceof Map<?, ?> encryption ? encryption(encryption) : null);
    }

    private static VolumeEncryption encryption(Map<?, ?> fields) {
        List<Secret> secrets = new ArrayList<>();
        if (fields.get("secrets") instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> secret) {
                    secrets.add(new Secret(
                            String.valueOf(secret.get("type")), text(secret, "uuid"), text(secret, "usage")));
                }
            }
        }
        String cipher = text(fields, "cipher");
        Long size = number(fields, "cipherSize");
        String generator = text(fields, "ivGenerator");
        return new VolumeEncryption(
                String.valueOf(fields.get(FORMAT)),
                text(fields, "engine"),
                secrets,
                cipher == null
                        ? null
                        : new Cipher(
                                cipher,
                                size == null ? 0 : Math.toIntExact(size),
                                text(fields, "cipherMode"),
                                text(fields, "cipherHash")),
                generator == null ? null : new IvGenerator(generator, text(fields, "ivHash")));
    }

    private static @Nullable String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Long number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Long number ? number : null;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    /** Names and values, of which those that are null are left out. */
    private static final class Fields {
        private final List<Object> all = new ArrayList<>();

        Fields add(String name, @Nullable Object value) {
            if (value != null) {
                all.add(name);
                all.add(value);
            }
            return this;
        }

        Document document() {
            return Document.of(all.toArray());
        }
    }
}

package org.jobledger.storage.xml;

import java.util.List;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.VolumeEncryption;
import org.jspecify.annotations.Nullable;

/** The encryption element of a volume (libvirt: virStorageEncryptionParseNode, virStorageEncryptionFormat). */
final class EncryptionXml {
    private static final List<String> FORMATS = List.of("default", "qcow", "luks", "luks2", "luks-any");

    private EncryptionXml() {}

    static @Nullable VolumeEncryption read(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String format = node.required("format");
        if (!FORMATS.contains(format)) {
            throw node.bad("format", format, "one of " + String.join(", ", FORMATS));
        }
        Node ivGenerator = node.find("ivgen");
        VolumeEncryption.Cipher cipher = cipher(node.find("cipher"));
        if (ivGenerator != null && cipher == null) {
            throw new InvalidXmlException("element <encryption> has an <ivgen> and no <cipher>");
        }
        return new VolumeEncryption(
                format,
                node.attribute("engine"),
                node.children("secret").stream().map(EncryptionXml::secret).toList(),
                cipher,
                ivGenerator == null
                        ? null
                        : new VolumeEncryption.IvGenerator(
                                ivGenerator.required("name"), ivGenerator.attribute("hash")));
    }

    private static VolumeEncryption.Secret secret(Node node) {
        String type = node.required("type");
        if (!type.equals("passphrase")) {
            throw node.bad("type", type, "'passphrase'");
        }
        if ((node.attribute("uuid") == null) == (node.attribute("usage") == null)) {
            throw new InvalidXmlException("element <secret> needs either a uuid or a usage");
        }
        return new VolumeEncryption.Secret(type, node.attribute("uuid"), node.attribute("usage"));
    }

    private static VolumeEncryption.@Nullable Cipher cipher(@Nullable Node node) {
        return node == null
                ? null
                : new VolumeEncryption.Cipher(
                        node.required("name"),
                        Math.toIntExact(XmlValues.number(node, "size", node.required("size"))),
                        node.attribute("mode"),
                        node.attribute("hash"));
    }

    static void write(XmlWriter out, @Nullable VolumeEncryption encryption) {
        if (encryption == null) {
            return;
        }
        out.open("encryption", "format", encryption.format(), "engine", encryption.engine());
        for (VolumeEncryption.Secret secret : encryption.secrets()) {
            out.empty("secret", "type", secret.type(), "uuid", secret.uuid(), "usage", secret.usage());
        }
        VolumeEncryption.Cipher cipher = encryption.cipher();
        if (cipher != null) {
            String size = Integer.toString(cipher.size());
            out.empty("cipher", "name", cipher.name(), "size", size, "mode", cipher.mode(), "hash", cipher.hash());
        }
        VolumeEncryption.IvGenerator ivGenerator = encryption.ivGenerator();
        if (ivGenerator != null) {
            out.empty("ivgen", "name", ivGenerator.name(), "hash", ivGenerator.hash());
        }
        out.close();
    }
}

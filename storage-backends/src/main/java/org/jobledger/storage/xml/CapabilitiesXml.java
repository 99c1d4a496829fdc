package org.jobledger.storage.xml;

import java.util.List;
import java.util.Set;
import org.jobledger.storage.PoolType;

/** What this build can do with pools, as libvirt's XML (libvirt: virConnectGetStoragePoolCapabilities). */
public final class CapabilitiesXml {
    private CapabilitiesXml() {}

    /**
     * The text.
     *
     * @param built the types of pool that are built
     * @param volumeFormats the formats of volumes that can be made in pools of files
     */
    public static String write(Set<PoolType> built, List<String> volumeFormats) {
        XmlWriter out = new XmlWriter().open("storagepoolCapabilities");
        for (PoolType type : PoolType.values()) {
            boolean supported = built.contains(type);
            out.open("pool", "type", type.word(), "supported", supported ? "yes" : "no");
            if (!type.formats().isEmpty()) {
                out.open("poolOptions")
                        .empty("defaultFormat", "type", type.formats().get(0));
                choices(out, "sourceFormatType", type.formats());
                out.close();
            }
            if (supported) {
                out.open("volOptions").empty("defaultFormat", "type", volumeFormats.get(0));
                choices(out, "targetFormatType", volumeFormats);
                out.close();
            }
            out.close();
        }
        return out.close().toString();
    }

    private static void choices(XmlWriter out, String name, List<String> values) {
        out.open("enum", "name", name);
        values.forEach(value -> out.leaf("value", value));
        out.close();
    }
}

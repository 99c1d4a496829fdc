package org.jobledger.storage.xml;

import java.util.List;
import java.util.Set;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeFormat;

/** What this build can do with pools, as libvirt's XML (libvirt: virConnectGetStoragePoolCapabilities). */
public final class CapabilitiesXml {
    private CapabilitiesXml() {}

    /**
     * The text.
     *
     * @param built the types of pool that are built
     */
    public static String write(Set<PoolType> built) {
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
            List<String> volumeFormats = volumeFormats(type);
            if (supported && !volumeFormats.isEmpty()) {
                out.open("volOptions").empty("defaultFormat", "type", volumeFormats.get(0));
                choices(out, "targetFormatType", volumeFormats);
                out.close();
            }
            out.close();
        }
        return out.close().toString();
    }

    /** As libvirt has them, of which those are left out that cannot be made; of devices that have no format it says nothing. */
    private static List<String> volumeFormats(PoolType type) {
        return switch (type.volumes()) {
            case FILE -> ImageFormat.words();
            case NETWORK -> List.of(VolumeFormat.RAW.name());
            case BLOCK -> type == PoolType.DISK ? PartitionType.words() : List.of();
        };
    }

    private static void choices(XmlWriter out, String name, List<String> values) {
        out.open("enum", "name", name);
        values.forEach(value -> out.leaf("value", value));
        out.close();
    }
}

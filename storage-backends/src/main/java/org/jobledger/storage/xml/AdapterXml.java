package org.jobledger.storage.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.PoolSource.Adapter;
import org.jspecify.annotations.Nullable;

/** The adapter element of a pool's source (libvirt: virStorageAdapterParseXML, virStorageAdapterFormat). */
final class AdapterXml {
    private static final Map<String, List<String>> ATTRIBUTES = Map.of(
            "scsi_host", List.of("name"),
            "fc_host", List.of("parent", "parent_wwnn", "parent_wwpn", "parent_fabric_wwn", "managed", "wwnn", "wwpn"));
    private static final List<String> ADDRESS = List.of("domain", "bus", "slot", "function");

    private AdapterXml() {}

    static @Nullable Adapter read(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        // Old files have a name and no type.
        String said = node.attribute("type");
        String type = said == null ? "scsi_host" : said;
        List<String> attributes = ATTRIBUTES.get(type);
        if (attributes == null) {
            throw node.bad("type", type, "'scsi_host' or 'fc_host'");
        }
        Node parent = node.find("parentaddr");
        Adapter adapter = new Adapter(type, values(node, attributes), parentId(parent), address(parent));
        require(node, adapter);
        return adapter;
    }

    private static void require(Node node, Adapter adapter) {
        if (adapter.type().equals("fc_host")) {
            node.required("wwnn");
            node.required("wwpn");
        } else if (adapter.attributes().containsKey("name")
                == !adapter.parentAddress().isEmpty()) {
            throw new InvalidXmlException(
                    "element <adapter> of type 'scsi_host' needs either a name or a <parentaddr>");
        }
    }

    private static @Nullable Integer parentId(@Nullable Node parent) {
        return parent == null
                ? null
                : Math.toIntExact(XmlValues.number(parent, "unique_id", parent.required("unique_id")));
    }

    private static Map<String, String> address(@Nullable Node parent) {
        Node address = parent == null ? null : parent.find("address");
        return address == null ? Map.of() : values(address, ADDRESS);
    }

    private static Map<String, String> values(Node node, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String value = node.attribute(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    static void write(XmlWriter out, @Nullable Adapter adapter) {
        if (adapter == null) {
            return;
        }
        @Nullable String[] attributes = attributes("type", adapter.type(), adapter.attributes());
        if (adapter.parentAddress().isEmpty()) {
            out.empty("adapter", attributes);
            return;
        }
        out.open("adapter", attributes)
                .open("parentaddr", "unique_id", String.valueOf(adapter.parentId()))
                .empty("address", attributes("", null, adapter.parentAddress()))
                .close()
                .close();
    }

    private static @Nullable String[] attributes(String first, @Nullable String value, Map<String, String> others) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(first);
        all.add(value);
        others.forEach((name, other) -> {
            all.add(name);
            all.add(other);
        });
        return all.toArray(new String[0]);
    }
}

package org.jobledger.storage.xml;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.Shown;

/**
 * The elements and attributes that libvirt's schemas have (storagepool.rng, storagevol.rng), for who wants to be told of those that they
 * have not: reading leaves them out, as libvirt does.
 */
public final class KnownElements {
    private static final String TARGET = """
            /target
            /target/path
            /target/permissions
            /target/permissions/mode
            /target/permissions/owner
            /target/permissions/group
            /target/permissions/label
            /target/format type
            /target/timestamps
            /target/timestamps/atime
            /target/timestamps/btime
            /target/timestamps/ctime
            /target/timestamps/mtime
            /target/encryption engine format
            /target/encryption/secret type usage uuid
            /target/encryption/cipher hash mode name size
            /target/encryption/ivgen hash name
            /target/compat
            /target/nocow
            /target/clusterSize unit
            /target/features
            /target/features/lazy_refcounts
            /target/features/extended_l2
            /name
            /capacity unit
            /allocation unit
            /available unit
            /physical unit
            /source
            /source/device path part_separator
            /source/device/freeExtent end start
            /source/device/extent end start
            """;

    private static final String POOL = """
            . type
            /uuid
            /features
            /features/cow state
            /source/vendor name
            /source/product name
            /source/format type
            /source/format/vendor name
            /source/format/product name
            /source/host name port
            /source/dir path
            /source/protocol ver
            /source/name
            /source/initiator
            /source/initiator/iqn name
            /source/auth type username
            /source/auth/secret type usage uuid
            /source/adapter managed name parent parent_fabric_wwn parent_wwnn parent_wwpn type wwnn wwpn
            /source/adapter/parentaddr unique_id
            /source/adapter/parentaddr/address bus domain function multifunction slot
            /mount_opts
            /mount_opts/option name
            /refresh
            /refresh/volume allocation
            /config_opts
            /config_opts/option name value
            """;

    private static final String VOLUME = """
            . type
            /key
            /backingStore
            /backingStore/path
            /backingStore/format type
            /backingStore/permissions
            /backingStore/permissions/mode
            /backingStore/permissions/owner
            /backingStore/permissions/group
            /backingStore/permissions/label
            /backingStore/timestamps
            /backingStore/timestamps/atime
            /backingStore/timestamps/btime
            /backingStore/timestamps/ctime
            /backingStore/timestamps/mtime
            """;

    private static final Map<String, Map<String, Set<String>>> ROOTS =
            Map.of("pool", table(TARGET + POOL), "volume", table(TARGET + VOLUME));

    private KnownElements() {}

    /** A line for each element: the way to it from the root, which is ".", then its attributes. */
    private static Map<String, Set<String>> table(String lines) {
        return lines.lines()
                .map(line -> List.of(line.split(" ", -1)))
                .collect(Collectors.toMap(words -> words.get(0), words -> Set.copyOf(words.subList(1, words.size()))));
    }

    /**
     * Checks that a text has nothing else, and nothing in a wrong place, too often or with a wrong value ({@link SchemaCheck}).
     *
     * @throws InvalidXmlException if it has; the message names it, and what could stand there
     */
    public static void require(String xml) {
        Node root = XmlText.root(xml);
        Map<String, Set<String>> known = ROOTS.get(root.name());
        if (known == null) {
            throw new InvalidXmlException("element <" + Shown.of(root.name()) + "> is neither <pool> nor <volume>");
        }
        require(root, "", known);
        SchemaCheck.require(root);
    }

    private static void require(Node node, String way, Map<String, Set<String>> known) {
        Set<String> attributes = known.getOrDefault(way.isEmpty() ? "." : way, Set.of());
        for (String attribute : node.attributes()) {
            if (!attributes.contains(attribute)) {
                throw unknown(node, "attribute '" + Shown.of(attribute) + "'", attributes);
            }
        }
        for (Node child : node.children("*")) {
            String next = way + "/" + child.localName();
            if (!known.containsKey(next)) {
                throw unknown(node, "element <" + Shown.of(child.name()) + ">", inside(way, known));
            }
            require(child, next, known);
        }
    }

    private static Set<String> inside(String way, Map<String, Set<String>> known) {
        return known.keySet().stream()
                .filter(each -> each.lastIndexOf('/') == way.length() && each.startsWith(way + "/"))
                .map(each -> each.substring(way.length() + 1))
                .collect(Collectors.toSet());
    }

    private static InvalidXmlException unknown(Node in, String what, Set<String> others) {
        Object[] sorted = others.stream().sorted().toArray();
        return new InvalidXmlException("element <" + in.name() + "> has no " + what + " in libvirt's schema"
                + (sorted.length == 0 ? "" : "; it has " + Arrays.toString(sorted)));
    }
}

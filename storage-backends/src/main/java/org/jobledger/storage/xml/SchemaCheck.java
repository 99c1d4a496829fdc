package org.jobledger.storage.xml;

import java.util.List;
import java.util.Map;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.Shown;

/**
 * Holds XML against libvirt's schema: what stands where, how often, and the values. The order of elements does not count, and of IPv6 addresses
 * only the characters. What the schema says beyond its tables is in the methods here.
 */
final class SchemaCheck {
    private static final List<String> OF_A_FIBRE =
            List.of("parent", "managed", "parent_wwnn", "parent_wwpn", "parent_fabric_wwn", "wwnn", "wwpn");

    private final Map<String, SchemaRule> table;
    private final String where;

    private SchemaCheck(Map<String, SchemaRule> table, String where) {
        this.table = table;
        this.where = where;
    }

    /**
     * Checks a pool or volume whose names are all known.
     *
     * @throws InvalidXmlException if the schema refuses it; the message names the element and the value
     */
    static void require(Node root) {
        if (root.name().equals("volume")) {
            new SchemaCheck(SchemaTables.volume(), "a volume").check(root, "");
            return;
        }
        String type = root.required("type");
        Map<String, SchemaRule> table = SchemaTables.pool(type);
        if (table == null) {
            throw wrong(root, "attribute 'type'", type, SchemaTables.types());
        }
        SchemaCheck check = new SchemaCheck(table, "a pool of type '" + type + "'");
        check.check(root, "");
        if (type.equals("netfs")) {
            check.mount(root);
        }
    }

    private void check(Node node, String way) {
        SchemaRule rule = table.getOrDefault(way.isEmpty() ? "." : way, SchemaRule.of(way));
        attributes(node, rule);
        text(node, rule);
        table.values().stream().filter(inner -> inner.isIn(way)).forEach(inner -> count(node, inner));
        for (Node child : node.children("*")) {
            String next = way + "/" + child.localName();
            if (!table.containsKey(next)) {
                throw new InvalidXmlException(
                        "element <" + child.name() + "> has no place in <" + node.name() + "> of " + where);
            }
            check(child, next);
        }
        switch (node.localName()) {
            case "secret" -> secret(node);
            case "encryption" -> encryption(node);
            case "cipher" -> together(node, node.has("mode"), node.has("hash"), "attributes 'mode' and 'hash'");
            case "adapter" -> adapter(node);
            default -> {}
        }
    }

    private void attributes(Node node, SchemaRule rule) {
        for (String name : node.attributes()) {
            if (!rule.attributes().containsKey(name)) {
                throw new InvalidXmlException(
                        "attribute '" + name + "' has no place in <" + node.name() + "> of " + where);
            }
        }
        rule.attributes().forEach((name, kind) -> {
            boolean must = kind.startsWith("!");
            String bare = must ? kind.substring(1) : kind;
            if (node.has(name) && !SchemaValues.matches(bare, node.value(name))) {
                throw wrong(node, "attribute '" + name + "'", node.value(name), bare);
            } else if (must && !node.has(name)) {
                throw new InvalidXmlException("element <" + node.name() + "> has no attribute '" + name + "'");
            }
        });
    }

    private static void text(Node node, SchemaRule rule) {
        String text = node.ownText();
        String kind = rule.text();
        if (kind == null) {
            if (!text.isBlank()) {
                throw new InvalidXmlException("element <" + node.name() + "> has the text '" + Shown.of(text.strip())
                        + "' where none is allowed");
            }
        } else if (!SchemaValues.matches(kind, text)) {
            throw wrong(node, "text", text, kind);
        }
    }

    private void count(Node node, SchemaRule inner) {
        long there = node.children("*").stream()
                .filter(child -> child.localName().equals(inner.name()))
                .count();
        if (there == 0 && inner.needed()) {
            throw new InvalidXmlException("element <" + node.name() + "> of " + where + " has no element <"
                    + inner.name() + ">, which must be there");
        } else if (there > 1 && !inner.many()) {
            throw new InvalidXmlException(
                    "element <" + node.name() + "> has " + there + " elements <" + inner.name() + ">, one is allowed");
        }
    }

    private static InvalidXmlException wrong(Node node, String what, String value, String kind) {
        return new InvalidXmlException(what + " of element <" + node.name() + "> is '" + Shown.of(value) + "', not "
                + SchemaValues.text(kind));
    }

    private static void secret(Node node) {
        if (node.has("uuid") == node.has("usage")) {
            throw new InvalidXmlException("element <secret> has either the attribute 'uuid' or 'usage'");
        }
    }

    private static void encryption(Node node) {
        boolean cipher = node.find("cipher") != null;
        together(node, cipher, node.find("ivgen") != null, "elements <cipher> and <ivgen>");
        if (cipher && node.find("secret") == null) {
            throw new InvalidXmlException("element <encryption> has a <cipher> and no <secret>");
        }
    }

    private static void together(Node node, boolean one, boolean other, String what) {
        if (one != other) {
            throw new InvalidXmlException("element <" + node.name() + "> has both or none of the " + what);
        }
    }

    /** One of SCSI has a name or the address of its parent, one of Fibre Channel its own names. */
    private static void adapter(Node node) {
        boolean fibre = "fc_host".equals(node.attribute("type"));
        boolean address = node.find("parentaddr") != null;
        boolean right = fibre
                ? node.has("wwnn") && node.has("wwpn") && !node.has("name") && !address
                : node.has("name") != address && OF_A_FIBRE.stream().noneMatch(node::has);
        if (!right) {
            throw new InvalidXmlException("element <adapter> of type '" + (fibre ? "fc_host" : "scsi_host") + "' has "
                    + (fibre
                            ? "'wwnn' and 'wwpn', and what its parent is"
                            : "either the attribute 'name' or an element <parentaddr>")
                    + ", and nothing else");
        }
    }

    /** What CIFS and GlusterFS call a directory need not begin with a slash; what NFS calls one must, and has versions. */
    private void mount(Node root) {
        String format = root.attribute("source/format", "type");
        boolean nfs = format == null || format.equals("auto") || format.equals("nfs");
        Node directory = root.find("source/dir");
        if (nfs && directory != null && !SchemaValues.matches("directory", directory.value("path"))) {
            throw wrong(directory, "attribute 'path'", directory.value("path"), "directory");
        } else if (!nfs && root.find("source/protocol") != null) {
            throw new InvalidXmlException(
                    "element <protocol> has no place in <source> of " + where + " and format '" + format + "'");
        }
    }
}

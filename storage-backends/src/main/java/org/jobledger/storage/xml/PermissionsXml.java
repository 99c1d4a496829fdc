package org.jobledger.storage.xml;

import org.jobledger.storage.Permissions;
import org.jspecify.annotations.Nullable;

/** The permissions element (libvirt: virStorageDefParsePerms). */
final class PermissionsXml {
    private PermissionsXml() {}

    static Permissions read(@Nullable Node node) {
        return node == null
                ? Permissions.UNSAID
                : new Permissions(mode(node), id(node, "owner"), id(node, "group"), node.text("label"));
    }

    private static @Nullable Integer mode(Node node) {
        String text = node.text("mode");
        if (text == null) {
            return null;
        }
        try {
            return Integer.parseUnsignedInt(text.strip(), 8);
        } catch (NumberFormatException e) {
            throw node.bad("mode", text, "an octal number");
        }
    }

    /** libvirt once wrote -1 where nothing was said. */
    private static @Nullable Long id(Node node, String name) {
        String text = node.text(name);
        return text == null || text.strip().equals("-1") ? null : XmlValues.number(node, name, text.strip());
    }

    static void write(XmlWriter out, Permissions permissions) {
        if (!permissions.unsaid()) {
            Integer mode = permissions.mode();
            out.open("permissions")
                    .leaf("mode", mode == null ? null : "0" + Integer.toOctalString(mode))
                    .leaf("owner", text(permissions.owner()))
                    .leaf("group", text(permissions.group()))
                    .leaf("label", permissions.label())
                    .close();
        }
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }
}

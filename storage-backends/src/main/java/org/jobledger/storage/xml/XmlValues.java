package org.jobledger.storage.xml;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jobledger.storage.InvalidXmlException;
import org.jspecify.annotations.Nullable;

/** How values stand in libvirt's XML. */
final class XmlValues {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");
    private static final String PREFIXES = "KMGTPE";

    private XmlValues() {}

    /**
     * A size in bytes, or null where its element is not there. Units as virScaleInteger has them: K and KiB are 1024, KB is 1000, bytes
     * where none is said.
     */
    static @Nullable Long size(Node parent, String way) {
        Node node = parent.find(way);
        String text = node == null ? null : node.text();
        if (node == null || text == null) {
            return null;
        }
        String unit = node.attribute("unit");
        try {
            return Math.multiplyExact(number(node, "size", text.strip()), scale(node, unit == null ? "bytes" : unit));
        } catch (ArithmeticException e) {
            throw new InvalidXmlException(
                    "size '" + text.strip() + " " + unit + "' in element <" + node.name() + "> is beyond "
                            + Long.MAX_VALUE + " bytes",
                    e);
        }
    }

    /** A whole number from 0. */
    static long number(Node node, String what, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw node.bad(what, text, "a whole number from 0");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidXmlException(what + " '" + text + "' in element <" + node.name() + "> is too large", e);
        }
    }

    private static long scale(Node node, String unit) {
        String wanted = unit.toUpperCase(Locale.ROOT);
        if (wanted.equals("B") || wanted.equals("BYTE") || wanted.equals("BYTES")) {
            return 1;
        }
        int power = wanted.isEmpty() ? 0 : PREFIXES.indexOf(wanted.charAt(0)) + 1;
        String rest = wanted.isEmpty() ? "" : wanted.substring(1);
        if (power == 0 || !(rest.isEmpty() || rest.equals("IB") || rest.equals("B"))) {
            throw node.bad("unit", unit, "bytes, or K, M, G, T, P, E with B or iB behind it or nothing");
        }
        long base = rest.equals("B") ? 1000 : 1024;
        long scale = 1;
        for (int i = 0; i < power; i++) {
            scale *= base;
        }
        return scale;
    }

    /** "yes" or "no", or null where it is not said. */
    static @Nullable Boolean choice(Node node, String attribute) {
        String text = node.attribute(attribute);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw node.bad("attribute " + attribute, text, "'yes' or 'no'");
        };
    }

    static @Nullable String choice(@Nullable Boolean yes) {
        return yes == null ? null : yes ? "yes" : "no";
    }

    /** A uuid, with or without dashes; a new one where none is said. */
    static UUID uuid(Node root) {
        String text = root.text("uuid");
        if (text == null) {
            return UUID.randomUUID();
        }
        String digits = text.strip().replace("-", "");
        if (!UUID_DIGITS.matcher(digits).matches()) {
            throw root.bad("uuid", text, "32 hexadecimal digits");
        }
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
    }
}

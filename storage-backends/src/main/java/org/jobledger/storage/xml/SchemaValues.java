package org.jobledger.storage.xml;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The kinds of values that libvirt's schemas want (basictypes.rng), each by a word. A choice is its own words, with bars between them. */
final class SchemaValues {
    private static final BigInteger INT = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger LONG = BigInteger.ONE.shiftLeft(64);
    private static final String IQN = "iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-zA-Z0-9.-]+(:.+)?";
    private static final String ABSOLUTE = "(/|[a-zA-Z]:\\\\).+";

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            kind("any", "(?s).*", "a text"),
            kind("name", "[^/\\n]+", "a name without '/'"),
            kind("volname", "(?!\\.\\.?$)[^/]+", "a name without '/', and not . or .."),
            kind("uuid", "[a-fA-F0-9]{32}|[a-fA-F0-9]{8}-([a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}", "a UUID"),
            kind("file", ABSOLUTE, "an absolute path"),
            kind("directory", "/.*", "an absolute path of a directory"),
            kind("path", ".+", "a path"),
            kind("device", ABSOLUTE + "|[a-zA-Z0-9_+-]+|" + IQN, "an absolute path, a name or an iSCSI name"),
            kind("iqn", IQN, "an iSCSI name (iqn.YYYY-MM.domain:name)"),
            kind("host", "[a-zA-Z0-9.-]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]+|::", "a host name or an address"),
            kind("unit", "[bB]([yY][tT][eE][sS]?)?|[kKmMgGtTpPeE]([iI]?[bB])?", "a unit of size such as bytes or GiB"),
            kind("wwn", "(0x)?[0-9a-fA-F]{16}", "a world-wide name, 16 hexadecimal digits"),
            kind("pci-domain", "(0x)?[0-9a-fA-F]{1,8}", "a PCI domain, at most 8 hexadecimal digits"),
            kind("pci-bus", "0x[0-9a-fA-F]{1,2}|0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])", "a PCI bus, 0 to 255"),
            kind("pci-slot", "(0x)?[01]?[0-9a-fA-F]|0*([12]?[0-9]|3[01])", "a PCI slot, 0 to 31"),
            kind("pci-function", "(0x)?[0-7]|0*[0-7]", "a PCI function, 0 to 7"),
            kind("time", "[0-9]+(\\.[0-9]{0,9})?", "seconds, with nanoseconds behind a point"),
            kind("version", "[0-9]+\\.[0-9]+", "a version such as 1.1"));

    private static final Map<String, Kind> NUMBERS = Map.ofEntries(
            kind("long", "[0-9]+", "a whole number below 2^64"),
            kind("int", "[0-9]+", "a whole number below 2^32"),
            kind("id", "-1|[0-9]+", "a number of a user or group, or -1"),
            kind("octal", "[0-7]+", "octal digits"),
            kind("positive", "[0-9]*[1-9][0-9]*", "a whole number above 0"),
            kind("port", "-1|[+]?[0-9]+", "a port, -1 to 65535"));

    private static final Map<String, BigInteger> BELOW =
            Map.of("long", LONG, "int", INT, "id", INT, "octal", INT, "port", BigInteger.valueOf(65536));

    private record Kind(Pattern pattern, String text) {}

    private SchemaValues() {}

    private static Map.Entry<String, Kind> kind(String word, String pattern, String text) {
        return Map.entry(word, new Kind(Pattern.compile(pattern), text));
    }

    /** Whether a value is of a kind. Blanks around numbers and choices do not count, as in XML Schema. */
    static boolean matches(String kind, String value) {
        Kind text = KINDS.get(kind);
        Kind number = NUMBERS.get(kind);
        if (text != null) {
            return text.pattern().matcher(value).matches();
        } else if (number != null) {
            String bare = value.strip();
            BigInteger below = BELOW.get(kind);
            return number.pattern().matcher(bare).matches()
                    && (below == null || new BigInteger(bare).compareTo(below) < 0);
        }
        return choices(kind).contains(value.strip());
    }

    /** What a value has to be, in words. */
    static String text(String kind) {
        Kind known = KINDS.getOrDefault(kind, NUMBERS.get(kind));
        return known == null ? "one of " + choices(kind) : known.text();
    }

    private static List<String> choices(String kind) {
        return List.of(kind.split("\\|", -1));
    }
}

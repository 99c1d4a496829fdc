package org.jobledger.cli.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as virsh reads and writes them: K, M, G, T, P, E and KiB ... are powers of 1024, KB, MB ... powers of 1000. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d+) ?([A-Za-z]*)");
    private static final String PREFIXES = "KMGTPE";
    private static final Map<String, Integer> BASES = Map.of("", 1024, "iB", 1024, "B", 1000);

    private ByteSize() {}

    /**
     * The number of bytes that a text stands for.
     *
     * @throws IllegalArgumentException if it is no whole number with a known unit, or too large; the message shows it
     */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' is not a size such as 512, 256M, 10G or 1GiB");
        }
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), scale(parts.group(2)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("size '" + Printable.of(text) + "' is too large", e);
        }
    }

    /** For people: {@code 256.00 MiB}, as virsh shows it. */
    public static String show(long bytes) {
        int power = Math.max(0, (63 - Long.numberOfLeadingZeros(Math.max(1, bytes))) / 10);
        if (power == 0) {
            return bytes + " B";
        }
        double scaled = bytes / Math.pow(1024, power);
        return String.format(Locale.ROOT, "%.2f %ciB", scaled, PREFIXES.charAt(power - 1));
    }

    /** For people, in a small place: {@code 256 MiB}, three digits at most after the first three. */
    public static String brief(long bytes) {
        int power = Math.max(0, (63 - Long.numberOfLeadingZeros(Math.max(1, bytes))) / 10);
        if (power == 0) {
            return bytes + " B";
        }
        double scaled = bytes / Math.pow(1024, power);
        String format = scaled < 10 && scaled != Math.rint(scaled) ? "%.1f %ciB" : "%.0f %ciB";
        return String.format(Locale.ROOT, format, scaled, PREFIXES.charAt(power - 1));
    }

    private static long scale(String unit) {
        String wanted = unit.toUpperCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.equals("B") || wanted.equals("BYTE") || wanted.equals("BYTES")) {
            return 1;
        }
        int power = PREFIXES.indexOf(wanted.charAt(0)) + 1;
        for (Map.Entry<String, Integer> base : BASES.entrySet()) {
            if (power > 0 && base.getKey().equalsIgnoreCase(unit.substring(1))) {
                return power(base.getValue(), power);
            }
        }
        throw new IllegalArgumentException(
                "unknown unit '" + unit + "'; there are K, M, G, T, P, E (1024), KB, MB ... (1000)");
    }

    private static long power(long base, int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= base;
        }
        return result;
    }
}

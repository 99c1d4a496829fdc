package org.jobledger.cli.text;

/** Text made safe to print: what could steer a terminal is shown as an escape. */
public final class Printable {

    private Printable() {}

    /** The text with control, format and unpaired characters shown as escapes such as {@code \u001b}. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /** XML with the same characters, except for its line ends, as numeric references: they read back as they were. */
    public static String xml(String xml) {
        StringBuilder out = new StringBuilder(xml.length());
        xml.codePoints().forEach(c -> {
            if (c != '\n' && steers(c)) {
                out.append("&#x").append(Integer.toHexString(c)).append(';');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (steers(c)) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

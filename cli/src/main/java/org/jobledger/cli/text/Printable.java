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

    private static void append(StringBuilder out, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> out.append(String.format("\\u%04x", c));
            default -> out.appendCodePoint(c);
        }
    }
}

package org.jobledger.engine.event;

/** Text made fit for an error message: control characters shown as escapes, long text cut. */
final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().limit(LONGEST).forEach(c -> append(out, c));
        return text.length() > LONGEST ? out.append("...").toString() : out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (Character.isISOControl(c)) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.append((char) c);
        }
    }
}

package org.jobledger.storage;

/** A value made fit for an error message: control characters shown as escapes, long text cut. */
public final class Shown {
    private static final int LONGEST = 120;

    private Shown() {}

    /** The text with control characters escaped, cut after 120 characters. */
    public static String of(String text) {
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

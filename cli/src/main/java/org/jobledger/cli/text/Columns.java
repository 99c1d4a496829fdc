package org.jobledger.cli.text;

import java.util.List;

/** How many columns of a terminal a text takes, and cutting it to fit. */
public final class Columns {
    /** Hangul, CJK, their punctuation and full-width forms, emoji. */
    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115f),
            new Range(0x2e80, 0xa4cf),
            new Range(0xac00, 0xd7a3),
            new Range(0xf900, 0xfaff),
            new Range(0xfe30, 0xfe6f),
            new Range(0xff00, 0xff60),
            new Range(0xffe0, 0xffe6),
            new Range(0x1f300, 0x1faff),
            new Range(0x20000, 0x3fffd));

    private Columns() {}

    /** The columns that a text takes: none for combining marks, two for wide East Asian characters and emoji. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /**
     * The text, cut so that it takes no more than so many columns.
     *
     * @param mark what stands at the cut, such as "..."
     */
    public static String cut(String text, int columns, String mark) {
        if (of(text) <= columns) {
            return text;
        }
        String end = of(mark) < columns ? mark : "";
        StringBuilder kept = new StringBuilder();
        int room = columns - of(end);
        for (int c : text.codePoints().toArray()) {
            room -= of(c);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append(end).toString();
    }

    /** The text with blanks behind it up to so many columns. */
    public static String padRight(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** The text with blanks before it up to so many columns. */
    public static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return c >= WIDE.get(0).first() && isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        return WIDE.stream().anyMatch(range -> range.contains(c));
    }

    private record Range(int first, int last) {
        boolean contains(int c) {
            return first <= c && c <= last;
        }
    }
}

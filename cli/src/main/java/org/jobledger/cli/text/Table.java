package org.jobledger.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Rows under headings, aligned in columns. Not thread-safe. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final List<Heading> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Heading> headings) {
        this.headings = headings;
    }

    /** A table with headings; one that starts with '>' is aligned to the right. */
    public static Table of(String... headings) {
        return new Table(Arrays.stream(headings).map(Heading::of).toList());
    }

    /**
     * A table with headings that somebody else chose.
     *
     * @param right which columns are aligned to the right, from 0
     */
    public static Table named(List<String> headings, IntPredicate right) {
        return new Table(IntStream.range(0, headings.size())
                .mapToObj(i -> new Heading(Printable.of(headings.get(i)), right.test(i)))
                .toList());
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many cells as there are headings
     */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> Printable.of(String.valueOf(cell)))
                .toList());
        return this;
    }

    /**
     * The lines of the table.
     *
     * @param width how many columns there are; wider cells are cut. 0 where nothing is to be cut
     * @param unicode whether more than ASCII can be shown
     */
    public List<String> lines(int width, boolean unicode) {
        int[] widths = widths(width);
        String mark = unicode ? "\u2026" : "~";
        List<String> lines = new ArrayList<>();
        lines.add(line(headings.stream().map(Heading::text).toList(), widths, mark));
        lines.add((unicode ? "\u2500" : "-").repeat(total(widths)));
        rows.forEach(row -> lines.add(line(row, widths, mark)));
        return width <= 0
                ? lines
                : lines.stream().map(line -> Columns.cut(line, width, "")).toList();
    }

    private int[] widths(int width) {
        int[] widths = IntStream.range(0, headings.size()).map(this::widest).toArray();
        while (width > 0 && total(widths) > width) {
            OptionalInt widest = widestText(widths);
            if (widest.isEmpty()) {
                break;
            }
            widths[widest.getAsInt()]--;
        }
        return widths;
    }

    /** The widest column that can be cut: part of a number would be another number. */
    private OptionalInt widestText(int[] widths) {
        return IntStream.range(0, widths.length)
                .filter(column -> !headings.get(column).right() && widths[column] > NARROWEST)
                .reduce((a, b) -> widths[b] > widths[a] ? b : a);
    }

    private int widest(int column) {
        int heading = Columns.of(headings.get(column).text());
        return rows.stream().mapToInt(row -> Columns.of(row.get(column))).reduce(heading, Math::max);
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private String line(List<String> cells, int[] widths, String mark) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = Columns.cut(cells.get(i), widths[i], mark);
            padded.add(headings.get(i).right() ? Columns.padLeft(cell, widths[i]) : Columns.padRight(cell, widths[i]));
        }
        return String.join(GAP, padded).stripTrailing();
    }

    private record Heading(String text, boolean right) {
        static Heading of(String text) {
            return text.startsWith(">") ? new Heading(text.substring(1), true) : new Heading(text, false);
        }
    }
}

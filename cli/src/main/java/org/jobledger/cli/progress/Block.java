package org.jobledger.cli.progress;

import java.util.List;
import org.jobledger.cli.text.Columns;

/**
 * Lines at the end of a terminal that are drawn over again and again. Pure text; not thread-safe.
 *
 * <p>A terminal that becomes narrower breaks the lines that are there into several: they are counted as they stand now, so that nothing of
 * them is left.
 */
final class Block {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private List<Integer> widths = List.of();
    private int columns;

    /**
     * What draws lines in the place of the last ones.
     *
     * @param lines of less columns than there are, with colours perhaps
     * @param columnsNow how wide the terminal is
     */
    String draw(List<String> lines, int columnsNow) {
        StringBuilder out = new StringBuilder(toStart(columnsNow));
        if (columnsNow != columns) {
            out.append(CLEAR_BELOW);
        }
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(CLEAR_LINE);
        }
        if (lines.size() < widths.size()) {
            out.append(CLEAR_BELOW);
        }
        widths = lines.stream().map(line -> Columns.of(Painted.plain(line))).toList();
        columns = columnsNow;
        return out.toString();
    }

    /** What takes the lines away. */
    String clear(int columnsNow) {
        String out = widths.isEmpty() ? "" : toStart(columnsNow) + CLEAR_BELOW;
        widths = List.of();
        return out;
    }

    private String toStart(int columnsNow) {
        int rows = widths.stream().mapToInt(width -> rows(width, columnsNow)).sum();
        return "\r" + (rows > 1 ? ESCAPE + (rows - 1) + "A" : "");
    }

    private static int rows(int width, int columns) {
        return Math.max(1, (width + columns - 1) / Math.max(1, columns));
    }
}

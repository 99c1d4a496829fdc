package org.jobledger.cli.progress;

import java.util.List;
import org.jobledger.cli.text.Columns;

/**
 * Lines at the end of a terminal that are drawn over again and again. Pure text; not thread-safe.
 *
 * <p>A terminal that becomes narrower breaks the lines that are there into several: they are counted as they stand now, so that nothing of
 * them is left. Until this process is told of the new width it draws for the old one; no line may be broken then, so that they take as many
 * rows as are counted, whether they were drawn before or after.
 */
final class Block {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_TO_END = ESCAPE + "K";
    private static final String CLEAR_LINE = ESCAPE + "2K";
    private static final String CLEAR_BELOW = ESCAPE + "J";
    private static final String BREAK_NO_LINES = ESCAPE + "?7l";
    private static final String BREAK_LINES = ESCAPE + "?7h";

    private List<Integer> widths = List.of();
    private int columns;

    /**
     * What draws lines in the place of the last ones.
     *
     * @param lines of less columns than there are, with colours perhaps
     * @param columnsNow how wide the terminal is
     */
    String draw(List<String> lines, int columnsNow) {
        StringBuilder out = new StringBuilder(BREAK_NO_LINES).append(toStart(columnsNow));
        boolean resized = columnsNow != columns;
        for (int i = 0; i < lines.size(); i++) {
            // Only a line that is cleared as a whole is no longer known as a part of a broken one.
            out.append(i == 0 ? "" : "\r\n").append(resized ? CLEAR_LINE : "");
            out.append(lines.get(i)).append(CLEAR_TO_END);
        }
        if (lines.size() < rows(columnsNow)) {
            out.append(CLEAR_BELOW);
        }
        widths = lines.stream().map(line -> Columns.of(Painted.plain(line))).toList();
        columns = columnsNow;
        return out.append(BREAK_LINES).toString();
    }

    /** What takes the lines away. A terminal that is cleared from its first row on may keep what was there, so that is cleared by itself. */
    String clear(int columnsNow) {
        if (widths.isEmpty()) {
            return "";
        }
        String below = rows(columnsNow) > 1 ? ESCAPE + "1B" + CLEAR_BELOW + ESCAPE + "1A" : "";
        String out = toStart(columnsNow) + CLEAR_LINE + below;
        widths = List.of();
        return out;
    }

    private String toStart(int columnsNow) {
        int rows = rows(columnsNow);
        return "\r" + (rows > 1 ? ESCAPE + (rows - 1) + "A" : "");
    }

    private int rows(int columnsNow) {
        return widths.stream().mapToInt(width -> rows(width, columnsNow)).sum();
    }

    private static int rows(int width, int columns) {
        return Math.max(1, (width + columns - 1) / Math.max(1, columns));
    }
}

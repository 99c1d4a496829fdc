package org.jobledger.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Sentences broken into lines between words. */
public final class Wrapped {

    private Wrapped() {}

    /** The lines of a text; a word that is wider than the width stands in a line of its own. */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && Columns.of(line.toString()) + 1 + Columns.of(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

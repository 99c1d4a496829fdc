package org.jobledger.cli.progress;

import java.util.regex.Pattern;

/** Colours of a terminal. */
enum Painted {
    /** As everything else. */
    NOT(""),
    /** What is done. */
    GREEN("\u001b[32m"),
    /** What does not go on as it should. */
    YELLOW("\u001b[33m");

    private static final String USUAL = "\u001b[0m";
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[\\d*m");

    private final String sequence;

    Painted(String sequence) {
        this.sequence = sequence;
    }

    /** The text in this colour. */
    String paint(String text) {
        return sequence.isEmpty() || text.isEmpty() ? text : sequence + text + USUAL;
    }

    /** The text without colours. */
    static String plain(String text) {
        return SEQUENCE.matcher(text).replaceAll("");
    }
}

package org.jobledger.cli;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import org.jobledger.cli.progress.Terminal;

/**
 * What can be shown where a stream leads to.
 *
 * @param terminal whether a person sees it as it is written
 * @param width how many columns there are now
 * @param height how many rows there are now
 * @param unicode whether more than ASCII can be shown
 * @param colour whether colours may be shown
 */
record Screen(boolean terminal, IntSupplier width, IntSupplier height, boolean unicode, boolean colour) {
    static final int USUAL_WIDTH = 80;
    static final int USUAL_HEIGHT = 24;

    /** A pipe or file, in UTF-8. */
    static final Screen NONE = new Screen(false, () -> USUAL_WIDTH, () -> USUAL_HEIGHT, true, false);

    /** The width to fit tables to: 0, no limit, where nobody looks. */
    int tableWidth() {
        return terminal ? width.getAsInt() : 0;
    }

    /** What is printed before a line so that it takes the place of a bar of which only part is left. */
    String overBar() {
        return terminal ? "\r\u001b[K" : "";
    }

    /** The same, some columns narrower. */
    Screen narrower(int columns) {
        return new Screen(terminal, () -> width.getAsInt() - columns, height, unicode, colour);
    }

    /** A stream to it, as a terminal to draw on. */
    Terminal terminal(PrintStream stream) {
        return new Terminal(stream, width, height, unicode, colour);
    }
}

package org.jobledger.cli;

import java.util.function.IntSupplier;

/**
 * What can be shown where a stream leads to.
 *
 * @param terminal whether a person sees it as it is written
 * @param width how many columns there are now
 * @param unicode whether more than ASCII can be shown
 */
record Screen(boolean terminal, IntSupplier width, boolean unicode) {
    static final int USUAL_WIDTH = 80;

    /** A pipe or file, in UTF-8. */
    static final Screen NONE = new Screen(false, () -> USUAL_WIDTH, true);

    /** The width to fit tables to: 0, no limit, where nobody looks. */
    int tableWidth() {
        return terminal ? width.getAsInt() : 0;
    }
}

package org.jobledger.cli.progress;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * A terminal to draw on.
 *
 * @param stream what is written to it
 * @param columns how wide it is now
 * @param rows how high it is now
 * @param unicode whether it shows more than ASCII
 * @param colour whether it may show colours
 */
public record Terminal(PrintStream stream, IntSupplier columns, IntSupplier rows, boolean unicode, boolean colour) {}

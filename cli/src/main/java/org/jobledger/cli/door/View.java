package org.jobledger.cli.door;

/**
 * What can be shown where a stream of the command leads to.
 *
 * @param terminal whether a person sees it as it is written
 * @param columns how wide it is
 * @param rows how high it is
 * @param unicode whether more than ASCII can be shown
 * @param colour whether colours may be shown
 */
public record View(boolean terminal, int columns, int rows, boolean unicode, boolean colour) {}

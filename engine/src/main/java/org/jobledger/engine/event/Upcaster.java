package org.jobledger.engine.event;

import java.util.Map;

/**
 * Turns the fields of an event's JSON from one version of its shape into the next one.
 *
 * <p>A pure function: the same fields always give the same, whenever and wherever they are read. It gets a map of its own, in the order of
 * the text, which it may change and give back. Values are String, Long, BigDecimal, Boolean, lists of these, and a {@link Document} for
 * each object within, so that what embedders wrote stays byte for byte; fields that were null are left out, as always.
 */
@FunctionalInterface
interface Upcaster {

    /** The fields in the next version. */
    Map<String, Object> upcast(Map<String, Object> fields);
}

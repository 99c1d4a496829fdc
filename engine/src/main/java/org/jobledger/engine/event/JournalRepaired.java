package org.jobledger.engine.event;

/**
 * A damaged segment of the journal was made again from the event table, which proved what stood there.
 *
 * @param segment the file name of the segment
 * @param firstPosition the first position that was made again
 * @param lastPosition the last one; the one before the first where only what surrounds events was made again
 * @param keptAs the name of the broken file beside it, which is empty where the segment was missing
 */
public record JournalRepaired(String segment, long firstPosition, long lastPosition, String keptAs)
        implements EngineEvent {}

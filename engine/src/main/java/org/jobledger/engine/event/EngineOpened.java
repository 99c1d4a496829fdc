package org.jobledger.engine.event;

/**
 * An engine became the owner of the ledger; a new epoch begins.
 *
 * @param mode how it was opened: {@link OpenMode#HOLD} or {@link OpenMode#RECOVER}
 * @param durability what acknowledged events of this epoch are safe against
 * @param pid the owner's process id
 * @param host the owner's host name
 * @param cleanlyClosed whether the epoch before ended by a clean close
 * @param place the identity of the directory on its file system, which a copy does not share; empty where none is known
 */
public record EngineOpened(
        OpenMode mode, Durability durability, long pid, String host, boolean cleanlyClosed, String place)
        implements EngineEvent {}

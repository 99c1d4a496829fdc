package org.jobledger.storage.job;

import org.jobledger.engine.event.Document;

/**
 * Where a clone is: everything before is on the disk for ever. This is its checkpoint.
 *
 * @param sourceVersion the source as it was when the clone began, see {@link org.jobledger.storage.io.VolumeFile#version}
 * @param size the size of the source, bytes
 * @param capacity the size of the copy, bytes
 * @param allocated how far the copy has its place, bytes
 * @param offset how far it is copied, bytes
 * @param sharing whether it shares blocks with the source
 */
record CloneState(String sourceVersion, long size, long capacity, long allocated, long offset, boolean sharing) {

    static CloneState of(Document checkpoint) {
        return new CloneState(
                checkpoint.string("source"),
                checkpoint.integer("size"),
                checkpoint.integer("capacity"),
                checkpoint.integer("allocated"),
                checkpoint.integer("offset"),
                checkpoint.flag("sharing"));
    }

    Document document() {
        return Document.of(
                "source", sourceVersion,
                "size", size,
                "capacity", capacity,
                "allocated", allocated,
                "offset", offset,
                "sharing", sharing);
    }

    CloneState allocatedTo(long newAllocated) {
        return new CloneState(sourceVersion, size, capacity, newAllocated, offset, sharing);
    }

    CloneState copiedTo(long newOffset) {
        return new CloneState(sourceVersion, size, capacity, allocated, newOffset, sharing);
    }

    CloneState sharing(boolean newSharing) {
        return new CloneState(sourceVersion, size, capacity, allocated, offset, newSharing);
    }
}

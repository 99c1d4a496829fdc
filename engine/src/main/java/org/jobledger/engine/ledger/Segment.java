package org.jobledger.engine.ledger;

/**
 * A segment of the journal whose end is known.
 *
 * @param header its first 512 bytes
 * @param length how many of its bytes are history; grows only in the newest segment of an owner
 */
record Segment(SegmentHeader header, long length) {

    SegmentHeader.Link link() {
        return new SegmentHeader.Link(header.epoch(), header.firstPosition(), length);
    }

    Segment withLength(long newLength) {
        return new Segment(header, newLength);
    }
}

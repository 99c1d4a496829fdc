package org.jobledger.engine.ledger;

/** Who gives requests their numbers and hears of acknowledgements. Thread-safe. */
interface Witness {

    /** The number of a new request. */
    int nextNumber();

    /** A request was acknowledged, its last event being at a position. */
    void acknowledge(int number, long position);
}

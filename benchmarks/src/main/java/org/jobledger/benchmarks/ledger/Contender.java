package org.jobledger.benchmarks.ledger;

/** Something that keeps events durably. */
interface Contender extends AutoCloseable {

    /** The name in the table, with the settings that matter. */
    String name();

    /** Whether it is this process that writes, so that what it writes can be counted. */
    default boolean inThisProcess() {
        return true;
    }

    /** Makes a place for one caller's events; called by each caller once, on its own thread. */
    Caller caller(int number) throws Exception;

    @Override
    void close() throws Exception;

    /** One caller. */
    interface Caller extends AutoCloseable {
        /** Appends one event of about 200 bytes and returns when it is durable. */
        void append(long number) throws Exception;

        @Override
        default void close() throws Exception {}
    }
}

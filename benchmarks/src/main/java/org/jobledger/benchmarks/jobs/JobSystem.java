package org.jobledger.benchmarks.jobs;

/** Something that runs jobs and remembers them durably; open, in a directory of its own, with 8 workers. */
interface JobSystem extends AutoCloseable {
    /** How many jobs run at the same time. */
    int WORKERS = 8;

    /** The name in the table. */
    String name();

    /** The settings that matter, for the reader of the table. */
    String settings();

    /** Accepts one no-op job and returns when it is accepted durably, as far as the system promises that. Called by several threads. */
    void submit(long number) throws Exception;

    /** How many jobs are recorded as completed. Called after all were submitted. */
    long completed() throws Exception;

    /** What else was counted since it was opened, for the reader of a round; empty where nothing was. */
    default String counted() {
        return "";
    }

    @Override
    void close() throws Exception;
}

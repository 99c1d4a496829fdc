package org.jobledger.cli.progress;

import org.jobledger.engine.JobInfo;

/** Where the progress of one job is shown. Used by one thread. */
public interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = info -> {};

    /** The job stands here now; called several times a second. */
    void update(JobInfo info);

    /** The job has ended or is no longer watched: takes away what will not be true any more. */
    @Override
    default void close() {}
}

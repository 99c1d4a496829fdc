package org.jobledger.cli.progress;

import java.util.List;
import org.jobledger.engine.JobInfo;

/** Where the progress of one job or of many is shown. Used by one thread. */
public interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = jobs -> {};

    /** The jobs that have not ended stand here now; called several times a second. */
    void update(List<JobInfo> jobs);

    /** Takes away for the moment what is drawn over, so that something else can be printed. */
    default void clear() {}

    /** The jobs have ended or are no longer watched: takes away what will not be true any more. */
    @Override
    default void close() {
        clear();
    }
}

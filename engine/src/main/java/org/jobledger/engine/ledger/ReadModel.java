package org.jobledger.engine.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.event.RecordedEvent;

/** The tables made from the log, as their readers see them. Thread-safe; a reader's thread never touches the database itself. */
public interface ReadModel extends AutoCloseable {

    /** The position that the tables stand at. */
    long appliedPosition();

    /**
     * Waits until the tables hold a position.
     *
     * @throws org.jobledger.engine.ProjectionBehindException if they do not within the time
     */
    void awaitApplied(long position, Duration atMost);

    /** A job that has ended, or nothing where the tables know none. */
    Optional<JobStats> stats(long jobId);

    /** The jobs that ended last, newest first. */
    List<JobStats> newest(int limit);

    /** The events of a job in order; empty where the tables know no such job. */
    List<RecordedEvent> eventsOf(long jobId);

    /**
     * Answers one SELECT on the audit views.
     *
     * @throws org.jobledger.engine.QueryException if it is anything else, or not valid
     */
    SqlRows query(String sql, int maxRows);

    @Override
    void close();
}

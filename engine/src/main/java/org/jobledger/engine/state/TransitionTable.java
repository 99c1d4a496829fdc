package org.jobledger.engine.state;

import static org.jobledger.engine.event.EventType.ABORT_REQUESTED;
import static org.jobledger.engine.event.EventType.ALLOWED_JOBS_CHANGED;
import static org.jobledger.engine.event.EventType.CHECKPOINT_REACHED;
import static org.jobledger.engine.event.EventType.JOB_ABANDONED;
import static org.jobledger.engine.event.EventType.JOB_CANCELLED;
import static org.jobledger.engine.event.EventType.JOB_COMPLETED;
import static org.jobledger.engine.event.EventType.JOB_CONCLUDED;
import static org.jobledger.engine.event.EventType.JOB_CONTINUED;
import static org.jobledger.engine.event.EventType.JOB_DISMISSED;
import static org.jobledger.engine.event.EventType.JOB_FAILED;
import static org.jobledger.engine.event.EventType.JOB_FINALIZED;
import static org.jobledger.engine.event.EventType.JOB_FINISHING;
import static org.jobledger.engine.event.EventType.JOB_INTERRUPTED;
import static org.jobledger.engine.event.EventType.JOB_NESTED;
import static org.jobledger.engine.event.EventType.JOB_PAUSED;
import static org.jobledger.engine.event.EventType.JOB_PENDING;
import static org.jobledger.engine.event.EventType.JOB_QUEUED;
import static org.jobledger.engine.event.EventType.JOB_REJECTED;
import static org.jobledger.engine.event.EventType.JOB_RETRY_SCHEDULED;
import static org.jobledger.engine.event.EventType.JOB_STARTED;
import static org.jobledger.engine.event.EventType.JOB_WAITING;
import static org.jobledger.engine.event.EventType.PHASE_ENTERED;
import static org.jobledger.engine.event.EventType.PROGRESS_TICKED;
import static org.jobledger.engine.event.EventType.RECOVERY_DECIDED;
import static org.jobledger.engine.event.EventType.SPEED_LIMITED;
import static org.jobledger.engine.event.EventType.TOTAL_DECLARED;
import static org.jobledger.engine.event.JobStatus.ABANDONED;
import static org.jobledger.engine.event.JobStatus.CANCELLED;
import static org.jobledger.engine.event.JobStatus.COMPLETED;
import static org.jobledger.engine.event.JobStatus.CONCLUDED;
import static org.jobledger.engine.event.JobStatus.CREATED;
import static org.jobledger.engine.event.JobStatus.FAILED;
import static org.jobledger.engine.event.JobStatus.FINISHING;
import static org.jobledger.engine.event.JobStatus.INTERRUPTED;
import static org.jobledger.engine.event.JobStatus.PAUSED;
import static org.jobledger.engine.event.JobStatus.PENDING;
import static org.jobledger.engine.event.JobStatus.QUEUED;
import static org.jobledger.engine.event.JobStatus.REJECTED;
import static org.jobledger.engine.event.JobStatus.RETRYING;
import static org.jobledger.engine.event.JobStatus.RUNNING;
import static org.jobledger.engine.event.JobStatus.WAITING;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStatus;

/**
 * Which event may follow in which state, and where it leads: the one place of this rule.
 *
 * <p>{@link EventType#JOB_CREATED} has no state before it and leads to {@link JobStatus#CREATED}. Everything that is not in the table is
 * an error. The diagram in THREADS.md is generated from {@link #rows()}.
 */
public final class TransitionTable {

    /**
     * One line of the table.
     *
     * @param from the state before
     * @param event what happens
     * @param to the state after
     */
    public record Row(JobStatus from, EventType event, JobStatus to) {}

    private static final List<Row> ROWS = List.of(
            new Row(CREATED, ALLOWED_JOBS_CHANGED, CREATED),
            new Row(CREATED, JOB_NESTED, CREATED),
            new Row(CREATED, JOB_QUEUED, QUEUED),
            new Row(CREATED, JOB_STARTED, RUNNING),
            new Row(CREATED, JOB_REJECTED, REJECTED),
            new Row(CREATED, ABORT_REQUESTED, CREATED),
            new Row(CREATED, SPEED_LIMITED, CREATED),
            new Row(CREATED, JOB_FINISHING, FINISHING),
            new Row(CREATED, JOB_INTERRUPTED, INTERRUPTED),
            new Row(QUEUED, JOB_STARTED, RUNNING),
            new Row(QUEUED, JOB_REJECTED, REJECTED),
            new Row(QUEUED, ABORT_REQUESTED, QUEUED),
            new Row(QUEUED, SPEED_LIMITED, QUEUED),
            new Row(QUEUED, JOB_FINISHING, FINISHING),
            new Row(QUEUED, JOB_INTERRUPTED, INTERRUPTED),
            new Row(RUNNING, PHASE_ENTERED, RUNNING),
            new Row(RUNNING, ALLOWED_JOBS_CHANGED, RUNNING),
            new Row(RUNNING, TOTAL_DECLARED, RUNNING),
            new Row(RUNNING, PROGRESS_TICKED, RUNNING),
            new Row(RUNNING, CHECKPOINT_REACHED, RUNNING),
            new Row(RUNNING, ABORT_REQUESTED, RUNNING),
            new Row(RUNNING, SPEED_LIMITED, RUNNING),
            new Row(RUNNING, JOB_PAUSED, PAUSED),
            new Row(RUNNING, JOB_RETRY_SCHEDULED, RETRYING),
            new Row(RUNNING, JOB_WAITING, WAITING),
            new Row(RUNNING, JOB_PENDING, PENDING),
            new Row(RUNNING, JOB_ABANDONED, ABANDONED),
            new Row(RUNNING, JOB_FINISHING, FINISHING),
            new Row(RUNNING, JOB_INTERRUPTED, INTERRUPTED),
            new Row(PAUSED, PHASE_ENTERED, PAUSED),
            new Row(PAUSED, TOTAL_DECLARED, PAUSED),
            new Row(PAUSED, PROGRESS_TICKED, PAUSED),
            new Row(PAUSED, CHECKPOINT_REACHED, PAUSED),
            new Row(PAUSED, ABORT_REQUESTED, PAUSED),
            new Row(PAUSED, ALLOWED_JOBS_CHANGED, PAUSED),
            new Row(PAUSED, SPEED_LIMITED, PAUSED),
            new Row(PAUSED, JOB_CONTINUED, RUNNING),
            new Row(PAUSED, JOB_RETRY_SCHEDULED, RETRYING),
            new Row(PAUSED, JOB_WAITING, WAITING),
            new Row(PAUSED, JOB_PENDING, PENDING),
            new Row(PAUSED, JOB_ABANDONED, ABANDONED),
            new Row(PAUSED, JOB_FINISHING, FINISHING),
            new Row(PAUSED, JOB_INTERRUPTED, INTERRUPTED),
            new Row(RETRYING, ABORT_REQUESTED, RETRYING),
            new Row(RETRYING, SPEED_LIMITED, RETRYING),
            new Row(RETRYING, JOB_STARTED, RUNNING),
            new Row(RETRYING, JOB_INTERRUPTED, INTERRUPTED),
            new Row(WAITING, ABORT_REQUESTED, WAITING),
            new Row(WAITING, JOB_STARTED, RUNNING),
            new Row(WAITING, JOB_PENDING, PENDING),
            new Row(WAITING, JOB_FINISHING, FINISHING),
            new Row(WAITING, JOB_INTERRUPTED, INTERRUPTED),
            new Row(PENDING, ABORT_REQUESTED, PENDING),
            new Row(PENDING, JOB_STARTED, RUNNING),
            new Row(PENDING, JOB_FINALIZED, FINISHING),
            new Row(PENDING, JOB_INTERRUPTED, INTERRUPTED),
            new Row(ABANDONED, ABORT_REQUESTED, ABANDONED),
            new Row(ABANDONED, JOB_STARTED, RUNNING),
            new Row(ABANDONED, JOB_INTERRUPTED, INTERRUPTED),
            new Row(FINISHING, JOB_COMPLETED, COMPLETED),
            new Row(FINISHING, JOB_FAILED, FAILED),
            new Row(FINISHING, JOB_CANCELLED, CANCELLED),
            new Row(FINISHING, JOB_CONCLUDED, CONCLUDED),
            new Row(FINISHING, JOB_INTERRUPTED, INTERRUPTED),
            new Row(INTERRUPTED, RECOVERY_DECIDED, INTERRUPTED),
            new Row(INTERRUPTED, ABORT_REQUESTED, INTERRUPTED),
            new Row(INTERRUPTED, SPEED_LIMITED, INTERRUPTED),
            new Row(INTERRUPTED, JOB_INTERRUPTED, INTERRUPTED),
            new Row(INTERRUPTED, JOB_STARTED, RUNNING),
            new Row(INTERRUPTED, JOB_RETRY_SCHEDULED, RETRYING),
            new Row(INTERRUPTED, JOB_WAITING, WAITING),
            new Row(INTERRUPTED, JOB_PENDING, PENDING),
            new Row(INTERRUPTED, JOB_FINISHING, FINISHING),
            new Row(INTERRUPTED, JOB_FAILED, FAILED),
            new Row(INTERRUPTED, JOB_CANCELLED, CANCELLED),
            new Row(INTERRUPTED, JOB_REJECTED, REJECTED),
            new Row(INTERRUPTED, JOB_CONCLUDED, CONCLUDED),
            new Row(CONCLUDED, JOB_DISMISSED, CONCLUDED),
            new Row(CONCLUDED, JOB_COMPLETED, COMPLETED),
            new Row(CONCLUDED, JOB_FAILED, FAILED),
            new Row(CONCLUDED, JOB_CANCELLED, CANCELLED));

    private static final Map<JobStatus, Map<EventType, JobStatus>> INDEX = index();

    private TransitionTable() {}

    /** All lines, in a fixed order. */
    public static List<Row> rows() {
        return ROWS;
    }

    /** The state after an event, or nothing where the event cannot happen in that state. */
    public static Optional<JobStatus> next(JobStatus from, EventType event) {
        return Optional.ofNullable(INDEX.get(from)).map(row -> row.get(event));
    }

    /** The table as a Mermaid state diagram, the same text every time. */
    public static String mermaid() {
        List<String> lines = new ArrayList<>();
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> CREATED: " + EventType.JOB_CREATED.wireName());
        ROWS.forEach(row -> lines.add(
                "    " + row.from() + " --> " + row.to() + ": " + row.event().wireName()));
        for (JobStatus status : JobStatus.values()) {
            if (status.ended()) {
                lines.add("    " + status + " --> [*]");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Map<JobStatus, Map<EventType, JobStatus>> index() {
        Map<JobStatus, Map<EventType, JobStatus>> index = new EnumMap<>(JobStatus.class);
        for (Row row : ROWS) {
            index.computeIfAbsent(row.from(), any -> new EnumMap<>(EventType.class))
                    .put(row.event(), row.to());
        }
        return index;
    }
}

package org.jobledger.engine.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The closed list of event types: wire code, wire name and current JSON schema version of each.
 *
 * <p>Codes and names are pinned: they are written into journals that later builds must read. A type is never removed and a code
 * never used again; a changed JSON shape raises {@link #schema()} and adds an upcaster.
 */
public enum EventType {
    /** {@link LedgerCreated}. */
    LEDGER_CREATED(1, 1, LedgerCreated.class),
    /** {@link EngineOpened}. */
    ENGINE_OPENED(2, 1, EngineOpened.class),
    /** {@link EngineClosed}. */
    ENGINE_CLOSED(3, 1, EngineClosed.class),
    /** {@link TailCut}. */
    TAIL_CUT(4, 1, TailCut.class),
    /** {@link ResourceRecorded}. */
    RESOURCE_RECORDED(5, 1, ResourceRecorded.class),
    /** {@link StaleWriteRefused}. */
    STALE_WRITE_REFUSED(6, 1, StaleWriteRefused.class),
    /** {@link ClockJumped}. */
    CLOCK_JUMPED(7, 1, ClockJumped.class),
    /** {@link LedgerForked}. */
    LEDGER_FORKED(8, 1, LedgerForked.class),
    /** {@link JournalRepaired}. */
    JOURNAL_REPAIRED(9, 1, JournalRepaired.class),
    /** {@link JobCreated}. */
    JOB_CREATED(32, 2, JobCreated.class),
    /** {@link JobQueued}. */
    JOB_QUEUED(33, 1, JobQueued.class),
    /** {@link JobStarted}. */
    JOB_STARTED(34, 1, JobStarted.class),
    /** {@link PhaseEntered}. */
    PHASE_ENTERED(35, 1, PhaseEntered.class),
    /** {@link TotalDeclared}. */
    TOTAL_DECLARED(36, 1, TotalDeclared.class),
    /** {@link ProgressTicked}. */
    PROGRESS_TICKED(37, 1, ProgressTicked.class),
    /** {@link CheckpointReached}. */
    CHECKPOINT_REACHED(38, 1, CheckpointReached.class),
    /** {@link AbortRequested}. */
    ABORT_REQUESTED(39, 1, AbortRequested.class),
    /** {@link JobPaused}. */
    JOB_PAUSED(40, 1, JobPaused.class),
    /** {@link JobContinued}. */
    JOB_CONTINUED(41, 1, JobContinued.class),
    /** {@link JobFinishing}. */
    JOB_FINISHING(42, 1, JobFinishing.class),
    /** {@link JobCompleted}. */
    JOB_COMPLETED(43, 1, JobCompleted.class),
    /** {@link JobFailed}. */
    JOB_FAILED(44, 1, JobFailed.class),
    /** {@link JobCancelled}. */
    JOB_CANCELLED(45, 1, JobCancelled.class),
    /** {@link JobRejected}. */
    JOB_REJECTED(46, 1, JobRejected.class),
    /** {@link JobInterrupted}. */
    JOB_INTERRUPTED(47, 1, JobInterrupted.class),
    /** {@link RecoveryDecided}. */
    RECOVERY_DECIDED(48, 1, RecoveryDecided.class),
    /** {@link JobRetryScheduled}. */
    JOB_RETRY_SCHEDULED(49, 1, JobRetryScheduled.class),
    /** {@link JobWaiting}. */
    JOB_WAITING(50, 1, JobWaiting.class),
    /** {@link JobPending}. */
    JOB_PENDING(51, 1, JobPending.class),
    /** {@link JobFinalized}. */
    JOB_FINALIZED(52, 1, JobFinalized.class),
    /** {@link JobConcluded}. */
    JOB_CONCLUDED(53, 1, JobConcluded.class),
    /** {@link JobDismissed}. */
    JOB_DISMISSED(54, 1, JobDismissed.class),
    /** {@link JobAbandoned}. */
    JOB_ABANDONED(55, 1, JobAbandoned.class),
    /** {@link SpeedLimited}. */
    SPEED_LIMITED(56, 1, SpeedLimited.class),
    /** {@link AllowedJobsChanged}. */
    ALLOWED_JOBS_CHANGED(64, 1, AllowedJobsChanged.class),
    /** {@link JobNested}. */
    JOB_NESTED(65, 1, JobNested.class),
    /** {@link CompletedStatsTaken}. */
    COMPLETED_STATS_TAKEN(72, 1, CompletedStatsTaken.class);

    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::recordClass, Function.identity()));
    private static final Map<Integer, EventType> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::code, Function.identity()));

    private final int code;
    private final int schema;
    private final Class<? extends Event> recordClass;

    EventType(int code, int schema, Class<? extends Event> recordClass) {
        this.code = code;
        this.schema = schema;
        this.recordClass = recordClass;
    }

    /** The number that stands for this type in a journal frame. */
    public int code() {
        return code;
    }

    /** The version of the JSON shape that this build writes, from 1. */
    public int schema() {
        return schema;
    }

    /** The name that stands for this type in SQL and JSON, the simple name of its record. */
    public String wireName() {
        return recordClass.getSimpleName();
    }

    /** The record that events of this type are. */
    public Class<? extends Event> recordClass() {
        return recordClass;
    }

    /** True where the event ends its job: nothing can follow it. */
    public boolean endsJob() {
        return this == JOB_COMPLETED || this == JOB_FAILED || this == JOB_CANCELLED || this == JOB_REJECTED;
    }

    /** The type of an event. */
    public static EventType of(Event event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("event class without a type: " + event.getClass());
        }
        return type;
    }

    /**
     * The type with a wire code.
     *
     * @throws UnknownEventException if this build knows no such code
     */
    public static EventType ofCode(int code) {
        EventType type = BY_CODE.get(code);
        if (type == null) {
            throw new UnknownEventException("event type code " + code + " is not known to this build;"
                    + " the ledger was written by a newer Jobledger");
        }
        return type;
    }
}

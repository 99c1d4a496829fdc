package org.jobledger.engine.event;

/** An event of one job; the events of a job, in order, are its whole life. */
public sealed interface JobEvent extends Event
        permits JobCreated,
                JobQueued,
                JobStarted,
                PhaseEntered,
                TotalDeclared,
                ProgressTicked,
                CheckpointReached,
                AbortRequested,
                JobPaused,
                JobContinued,
                JobFinishing,
                JobCompleted,
                JobFailed,
                JobCancelled,
                JobRejected,
                JobInterrupted,
                RecoveryDecided,
                JobRetryScheduled,
                JobWaiting,
                JobPending,
                JobFinalized,
                JobConcluded,
                JobDismissed,
                JobAbandoned,
                SpeedLimited {}

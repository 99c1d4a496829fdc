package org.jobledger.engine.event;

// Rebuilt from its uses: the build skeleton overwrote the original by accident. Its author should compare, then drop
// this line.
/** An event of one job. */
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
                RecoveryDecided {}

package org.jobledger.engine.event;

/** An event of the ledger or its engine, not of one job. */
public sealed interface EngineEvent extends Event
        permits LedgerCreated,
                EngineOpened,
                EngineClosed,
                TailCut,
                ResourceRecorded,
                StaleWriteRefused,
                LedgerForked,
                JournalRepaired,
                CompletedStatsTaken,
                ClockJumped {}

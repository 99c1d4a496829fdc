package org.jobledger.engine.state;

import java.util.List;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.ResourceRef;

/** What somebody wants to happen to a job; {@link Decisions} says what comes of it. */
public sealed interface Command {

    /** The word for this command in refusals. */
    String verb();

    /** A command of the job's worker, valid only with the job's newest token. */
    sealed interface OfWorker extends Command {
        /** The token of the worker that gives the command. */
        WorkerToken token();
    }

    /** Accept a new job. */
    record Submit(JobCreated definition) implements Command {
        @Override
        public String verb() {
            return "submit";
        }
    }

    /** Let it wait for the jobs named. */
    record Queue(List<Long> waitsFor) implements Command {
        @Override
        public String verb() {
            return "queue";
        }
    }

    /** Call its handler on the thread named. */
    record Start(boolean rollback, String worker) implements Command {
        @Override
        public String verb() {
            return "start";
        }
    }

    /** Refuse it before it starts. */
    record Reject(String code, String message) implements Command {
        @Override
        public String verb() {
            return "reject";
        }
    }

    /** Allow normal jobs of these classes beside it from now on. */
    record Allow(WorkerToken token, List<JobClass> allowed) implements OfWorker {
        @Override
        public String verb() {
            return "allow";
        }
    }

    /** Note inside which async job it is taken. */
    record Nest(long within) implements Command {
        @Override
        public String verb() {
            return "nest";
        }
    }

    /** Go on to a phase. */
    record EnterPhase(WorkerToken token, int index, int count, String name) implements OfWorker {
        @Override
        public String verb() {
            return "enter-phase";
        }
    }

    /** Say how much there is to do. */
    record DeclareTotal(WorkerToken token, long total, String unit) implements OfWorker {
        @Override
        public String verb() {
            return "declare-total";
        }
    }

    /** Record a sample of progress. */
    record Tick(WorkerToken token, long processed, long workingMillis) implements OfWorker {
        @Override
        public String verb() {
            return "tick";
        }
    }

    /** Record that everything so far is on disk. */
    record Checkpoint(WorkerToken token, Document state, long processed, long workingMillis) implements OfWorker {
        @Override
        public String verb() {
            return "checkpoint";
        }
    }

    /** End it, the handler having returned. The result stands for COMPLETED, code and message for FAILED, message for CANCELLED. */
    record Finish(WorkerToken token, Ending ending, JobResult result, long processed, long workingMillis)
            implements OfWorker {
        @Override
        public String verb() {
            return "finish";
        }
    }

    /** Change the definition of a resource in its name; leads to no event of the job. */
    record Define(WorkerToken token, ResourceRef resource) implements OfWorker {
        @Override
        public String verb() {
            return "record";
        }
    }

    /** Let it rest, its handler having failed, and have the handler called again later. */
    record Retry(WorkerToken token, String code, String message, long delayMillis, long processed, long workingMillis)
            implements OfWorker {
        @Override
        public String verb() {
            return "retry";
        }
    }

    /** Let it wait, its work being done: for the others of its group, else to be finalized. */
    record Rest(WorkerToken token, Document result, long processed, long workingMillis) implements OfWorker {
        @Override
        public String verb() {
            return "rest";
        }
    }

    /**
     * Let it go on, as all others of its group have come so far: to its end, or to be finalized.
     *
     * @param commits whether its handler has yet to make the work stand
     */
    record Join(boolean commits) implements Command {
        @Override
        public String verb() {
            return "join";
        }
    }

    /** Give its handler up, which did not stop. */
    record Abandon(String worker, String reason) implements Command {
        @Override
        public String verb() {
            return "abandon";
        }
    }

    /** End a job whose handler was never called. */
    record Withdraw(String message) implements Command {
        @Override
        public String verb() {
            return "withdraw";
        }
    }

    /** Ask it to stop. */
    record Abort(String by, String reason) implements Command {
        @Override
        public String verb() {
            return "abort";
        }
    }

    /** Let it rest. */
    record Pause(String by) implements Command {
        @Override
        public String verb() {
            return "pause";
        }
    }

    /** Let it go on. */
    record Continue(String by) implements Command {
        @Override
        public String verb() {
            return "resume";
        }
    }

    /** Limit how fast it goes; 0 lets it go as fast as it can. */
    record LimitSpeed(String by, long unitsPerSecond) implements Command {
        @Override
        public String verb() {
            return "set-speed";
        }
    }

    /**
     * Let its work stand.
     *
     * @param commits whether its handler has yet to make it stand; else the job ends with it
     */
    record Finalize(String by, boolean commits) implements Command {
        @Override
        public String verb() {
            return "finalize";
        }
    }

    /** Take it from the list, at its end. */
    record Dismiss(String by) implements Command {
        @Override
        public String verb() {
            return "dismiss";
        }
    }

    /** Note that the process that worked on it is gone. */
    record Interrupt() implements Command {
        @Override
        public String verb() {
            return "interrupt";
        }
    }

    /** End it, its handler having made the work stand; with a code, having failed to. */
    record Commit(WorkerToken token, String code, String message) implements OfWorker {
        @Override
        public String verb() {
            return "commit";
        }
    }

    /**
     * Decide what happens to it after a crash.
     *
     * @param restMillis how long it rests still, where it rested between two calls of its handler
     */
    record Recover(RecoveryOutcome outcome, String reason, long restMillis) implements Command {
        @Override
        public String verb() {
            return "recover";
        }
    }
}

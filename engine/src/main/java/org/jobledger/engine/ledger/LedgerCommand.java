package org.jobledger.engine.ledger;

import java.util.List;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EngineEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/** What the appender is asked to carry out, whole or not at all. */
public sealed interface LedgerCommand {

    /**
     * Commands for one job, one after the other.
     *
     * @param jobId the job
     * @param commands what shall happen to it
     */
    record ForJob(long jobId, List<Command> commands) implements LedgerCommand {
        /** Copies the commands. */
        public ForJob {
            commands = List.copyOf(commands);
        }

        /** Commands for one job. */
        public static ForJob of(long jobId, Command... commands) {
            return new ForJob(jobId, List.of(commands));
        }

        /** The same together with what the job changes by that, where it changes anything. */
        public LedgerCommand with(List<Define> changes) {
            return changes.isEmpty() ? this : new ForJobWith(this, changes);
        }
    }

    /**
     * Commands for several jobs, all carried out or none.
     *
     * @param jobs what shall happen to each, no job twice
     */
    record Together(List<ForJob> jobs) implements LedgerCommand {
        /** Copies the commands. */
        public Together {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * A change of a definition by a job, carried out only while its worker owns it.
     *
     * @param jobId the job
     * @param token the worker
     * @param change the change
     */
    record DefineFor(long jobId, WorkerToken token, Define change) implements LedgerCommand {}

    /**
     * Commands for one job, with the definitions that it changes by that: all of it, or nothing.
     *
     * @param job what shall happen to the job
     * @param changes the changes, no resource twice; they come first
     */
    record ForJobWith(ForJob job, List<Define> changes) implements LedgerCommand {
        /**
         * Copies the changes.
         *
         * @throws IllegalArgumentException if a resource is changed twice
         */
        public ForJobWith {
            changes = List.copyOf(changes);
            if (changes.stream().map(Define::resource).distinct().count() < changes.size()) {
                throw new IllegalArgumentException("a resource is changed twice by " + changes);
            }
        }
    }

    /**
     * A change of a definition.
     *
     * @param resource the resource
     * @param expectedVersion the version that the caller has seen, 0 for none
     * @param definition the new definition, or null to remove it
     */
    record Define(
            ResourceRef resource,
            long expectedVersion,
            @Nullable Document definition) implements LedgerCommand {

        /** A change that was asked for. */
        public static Define of(ResourceChange change) {
            return new Define(change.resource(), change.expectedVersion(), change.definition());
        }
    }

    /**
     * Taking the record of the job that ended last on a resource.
     *
     * @param resource the resource
     * @param jobId the job that the caller found to be the last
     */
    record TakeStats(ResourceRef resource, long jobId) implements LedgerCommand {}

    /**
     * Events of the engine itself.
     *
     * @param events what happened
     */
    record Note(List<EngineEvent> events) implements LedgerCommand {
        /** Copies the events. */
        public Note {
            events = List.copyOf(events);
        }
    }
}

package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that end together. What a group is and how far its jobs are is read from the ledger alone. Thread-safe. */
final class Groups {
    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

    /** How a group is named as one who asks its jobs to stop, before its number. */
    static final String NAME = "group ";

    private final CommandLog ledger;
    private final Consumer<Appended> whenEnded;
    private final LongPredicate commits;

    /**
     * Groups of a ledger.
     *
     * @param whenEnded told what came of ends that they bring about
     * @param commits whether a job has a handler that makes its work stand
     */
    Groups(CommandLog ledger, Consumer<Appended> whenEnded, LongPredicate commits) {
        this.ledger = ledger;
        this.commits = commits;
        this.whenEnded = whenEnded;
    }

    /** The jobs of a group that have not ended, by number. */
    List<JobState> unfinished(long group) {
        return ledger.live().jobs().stream()
                .filter(job -> job.definition().terms().group() == group && !job.concluded())
                .sorted(Comparator.comparing(JobState::id))
                .toList();
    }

    /** The claims of all, as one set. */
    static List<Claim> claims(List<List<Claim>> ofJobs) {
        Map<ResourceRef, Claim> all = new HashMap<>();
        List<Claim> inOrder = new ArrayList<>();
        for (Claim claim : ofJobs.stream().flatMap(List::stream).toList()) {
            Claim before = all.putIfAbsent(claim.resource(), claim);
            if (before == null) {
                inOrder.add(claim);
            } else if (before.mode() != ClaimMode.SHARED || claim.mode() != ClaimMode.SHARED) {
                throw new InvalidRequestException(
                        "two jobs of a group claim " + claim.resource() + ", and one of them alone");
            }
        }
        return inOrder;
    }

    /** Checks that requests can make a group. */
    static void require(List<JobRequest> requests) {
        if (requests.isEmpty()) {
            throw new InvalidRequestException("a group without jobs");
        }
        for (JobRequest request : requests) {
            if (request.jobClass() != JobClass.ASYNC) {
                throw new InvalidRequestException("a job of class " + request.jobClass() + " is begun, not submitted");
            } else if (request.terms().key() != null) {
                throw new InvalidRequestException("a job of a group cannot have a key, here '"
                        + request.terms().key() + "'");
            } else if (!request.maxWait().equals(requests.get(0).maxWait())
                    || request.terms().manualFinalize()
                            != requests.get(0).terms().manualFinalize()) {
                throw new InvalidRequestException(
                        "the jobs of a group must wait alike for their claims and be finalized alike");
            }
        }
    }

    /**
     * A job of a group waits for the others: when all do, all go on, together.
     *
     * @return the jobs after it; none where others work still, or one of them was asked to stop
     */
    List<JobState> joined(JobState job) {
        long group = job.definition().terms().group();
        List<JobState> all = unfinished(group);
        if (all.size() < job.definition().terms().groupSize()
                || all.stream().anyMatch(other -> other.status() != JobStatus.WAITING)) {
            return List.of();
        }
        try {
            Appended appended = ledger.append(new LedgerCommand.Together(all.stream()
                    .map(other -> LedgerCommand.ForJob.of(other.id(), new Command.Join(commits.test(other.id()))))
                    .toList()));
            whenEnded.accept(appended);
            return appended.jobs();
        } catch (JobRefusedException e) {
            LOG.debug("group {} does not go on: {}", group, e.getMessage());
            return List.of();
        }
    }

    /** Aborts what is left of a group of which one has gone. */
    void abortOthers(JobState gone, JobControl control) {
        abort(
                unfinished(gone.definition().terms().group()),
                control,
                "job " + gone.id() + " of the group did not complete");
    }

    /** After an opening: groups of which all wait go on, groups of which some are gone are aborted. */
    void settle(JobControl control, Consumer<JobState> goesOn) {
        Map<Long, List<JobState>> all = ledger.live().jobs().stream()
                .filter(job -> job.definition().terms().grouped() && !job.concluded())
                .collect(Collectors.groupingBy(job -> job.definition().terms().group()));
        for (List<JobState> group : all.values()) {
            JobState first = group.get(0);
            if (group.size() < first.definition().terms().groupSize()) {
                abort(group, control, "a job of the group did not complete");
            } else {
                joined(first).forEach(goesOn);
            }
        }
    }

    private static void abort(List<JobState> jobs, JobControl control, String reason) {
        for (JobState job : jobs) {
            if (job.abort() == null) {
                try {
                    control.abort(job.id(), NAME + job.definition().terms().group(), reason);
                } catch (JobLedgerException e) {
                    LOG.debug("job {} could not be aborted with its group: {}", job.id(), e.getMessage());
                }
            }
        }
    }
}

package org.jobledger.engine.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.Operation;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.state.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that were found unfinished at the opening: takes their claims before anybody new is admitted, and gives them to the queue.
 * For the thread that opens the engine.
 */
final class AdoptedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptedJobs.class);

    private final JobQueue queue;
    private final ClaimDesk desk;
    private final Map<Long, AdoptedGroup> adopted = new HashMap<>();

    AdoptedJobs(JobQueue queue) {
        this.queue = queue;
        this.desk = queue.desk();
    }

    /** Takes the claims of a job that was found unfinished; it waits for them where another such job has them. */
    LiveJob adopt(JobState state, Operation operation, LiveJob.Purpose purpose) {
        LiveJob job = queue.live(state.id(), operation, state.definition(), purpose);
        if (state.lastSeen() == JobStatus.QUEUED) {
            List<Claim> claims = state.definition().claims();
            job.obstacle(() -> desk.goneSince(state.times().createdAt(), claims));
        }
        long group = state.definition().terms().group();
        if (group == 0) {
            Runnable granted = () -> queue.proceed(job);
            queue.enter(job, ClaimDesk.ticket(desk.ask(state, granted), granted));
        } else {
            adopted.computeIfAbsent(group, first -> adopt(queue.groups().unfinished(group)))
                    .enter(job);
        }
        return job;
    }

    /** The claims of a group that was found unfinished, as one set. */
    private AdoptedGroup adopt(List<JobState> jobs) {
        SharedGrant grant = new SharedGrant(queue::proceed);
        List<Claim> all = Groups.claims(
                jobs.stream().map(job -> job.definition().claims()).toList());
        Ticket ticket = ClaimDesk.ticket(desk.ask(jobs, all, grant::granted), grant::granted);
        return new AdoptedGroup(queue, ticket, grant);
    }

    private record AdoptedGroup(JobQueue queue, Ticket ticket, SharedGrant grant) {
        void enter(LiveJob job) {
            queue.enter(job, ticket);
            grant.add(job);
        }
    }

    /** The same where others of its group may go on: they have one ticket, which is kept though all of them end. */
    void holdInGroup(JobState state) {
        long group = state.definition().terms().group();
        if (group == 0) {
            hold(state);
        } else {
            queue.keep(
                    adopted.computeIfAbsent(group, first -> adopt(queue.groups().unfinished(group)))
                            .ticket());
        }
    }

    /** Keeps the claims of a job that nothing can be done for yet. */
    void hold(JobState state) {
        ClaimAnswer kept = desk.ask(state, () -> {});
        LOG.debug("job {} is held with its claims: {}", state.id(), kept);
    }

    /** Lets an adopted job run as soon as it has its claims. */
    void release(LiveJob job) {
        queue.proceed(job);
    }
}

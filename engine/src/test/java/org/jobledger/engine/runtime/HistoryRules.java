package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.state.TransitionTable;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a history in which all jobs have ended, whoever asked for what at which time: each job went along the table of
 * states and ended once, no two that exclude each other held claims at the same position, and each call that was answered is to be found
 * in it with the effect that it was told.
 */
final class HistoryRules {
    private static final Set<EventType> ENDS =
            EnumSet.of(EventType.JOB_COMPLETED, EventType.JOB_FAILED, EventType.JOB_CANCELLED, EventType.JOB_REJECTED);
    private static final Map<String, EventType> EFFECTS = Map.of(
            "pause", EventType.JOB_PAUSED,
            "resume", EventType.JOB_CONTINUED,
            "set-speed", EventType.SPEED_LIMITED,
            "finalize", EventType.JOB_FINALIZED,
            "dismiss", EventType.JOB_DISMISSED);

    /**
     * A call that was answered.
     *
     * @param tag what nobody else says: the caller's name in a verb, the API in a request
     * @param verb which call
     * @param jobs the job it was about, or those that came of it
     * @param refusal what it threw, or null
     */
    record Call(
            String tag,
            String verb,
            List<Long> jobs,
            @Nullable Throwable refusal) {}

    private final List<RecordedEvent> events;
    private final Map<Long, JobCreated> created = new TreeMap<>();
    private final Map<Long, JobStatus> status = new HashMap<>();
    private final Map<Long, Long> hosts = new HashMap<>();
    private final Map<Long, Set<JobClass>> allowed = new HashMap<>();

    HistoryRules(List<RecordedEvent> events) {
        this.events = events;
    }

    /** Checks all of it. */
    void require(List<Call> calls) {
        requirePaths();
        requireClaims();
        calls.forEach(call -> {
            if (call.verb().equals("submit")
                    || call.verb().equals("begin")
                    || call.verb().equals("query")) {
                requireOutcome(call);
            } else {
                requireEffect(call);
            }
        });
    }

    int jobs() {
        return created.size();
    }

    /** How many jobs ended in each way. */
    Map<JobStatus, Integer> ends() {
        Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
        status.values().forEach(end -> counts.merge(end, 1, Integer::sum));
        return counts;
    }

    private void requirePaths() {
        Map<Long, Long> versions = new HashMap<>();
        Map<Long, Integer> ends = new HashMap<>();
        for (RecordedEvent recorded : events) {
            long id = recorded.jobId();
            if (id > 0) {
                assertThat(recorded.jobVersion()).as("%s", recorded).isEqualTo(versions.merge(id, 1L, Long::sum));
                advance(recorded, id);
                ends.merge(id, ENDS.contains(recorded.event().type()) ? 1 : 0, Integer::sum);
            }
        }
        assertThat(ends)
                .allSatisfy((id, count) ->
                        assertThat(count).as("ends of job %d", id).isEqualTo(1));
        assertThat(status)
                .allSatisfy((id, last) ->
                        assertThat(last.ended()).as("job %d: %s", id, last).isTrue());
    }

    private void advance(RecordedEvent recorded, long id) {
        if (recorded.event() instanceof JobCreated definition) {
            assertThat(created.put(id, definition)).as("%s", recorded).isNull();
            status.put(id, JobStatus.CREATED);
            allowed.put(id, new LinkedHashSet<>(AllowedJobsChanged.DEFAULT.allowed()));
            return;
        }
        JobStatus before = status.get(id);
        assertThat(before).as("%s", recorded).isNotNull();
        status.put(
                id,
                TransitionTable.next(before, recorded.event().type())
                        .orElseThrow(() -> new AssertionError("in state " + before + ": " + recorded)));
        if (recorded.event() instanceof JobNested nested) {
            hosts.put(id, nested.within());
        } else if (recorded.event() instanceof AllowedJobsChanged change) {
            // Who was let in by what was allowed before may begin after the change: all that was ever allowed counts.
            allowed.get(id).addAll(change.allowed());
        }
    }

    /** Those who hold claims from their start to their end, by the naive rules; a group from its first start to its last end. */
    private void requireClaims() {
        NaiveClaims naive = new NaiveClaims();
        Map<Long, NaiveClaims.Asker> holders = new HashMap<>();
        Map<Long, Integer> unfinished = new HashMap<>();
        created.forEach((id, definition) -> unfinished.merge(ticket(id), 1, Integer::sum));
        long asked = 0;
        for (RecordedEvent recorded : events) {
            EventType type = recorded.event().type();
            long ticket = recorded.jobId() == 0 ? 0 : ticket(recorded.jobId());
            if (type == EventType.JOB_STARTED && !holders.containsKey(ticket)) {
                NaiveClaims.Asker asker = asker(++asked, ticket, recorded.jobId(), holders);
                assertThat(naive.ask(asker, false, 0))
                        .as("claims at %s", recorded)
                        .isEqualTo("granted");
                holders.put(ticket, asker);
            }
            boolean over = type == EventType.JOB_CONCLUDED
                    || (ENDS.contains(type)
                            && !created.get(recorded.jobId()).terms().manualDismiss());
            if (over && unfinished.merge(ticket, -1, Integer::sum) == 0 && holders.containsKey(ticket)) {
                naive.leave(holders.remove(ticket));
            }
        }
        assertThat(holders).isEmpty();
    }

    private long ticket(long id) {
        JobCreated definition = created.get(id);
        return definition.terms().grouped() ? definition.terms().group() : id;
    }

    private NaiveClaims.Asker asker(long number, long ticket, long id, Map<Long, NaiveClaims.Asker> holders) {
        Set<Claim> claims = new LinkedHashSet<>();
        List<NaiveClaims.Part> parts = new ArrayList<>();
        created.forEach((other, definition) -> {
            if (ticket(other) == ticket) {
                claims.addAll(definition.claims());
                parts.add(new NaiveClaims.Part(definition.claims(), allowed.get(other)));
            }
        });
        Long host = hosts.get(id);
        return new NaiveClaims.Asker(
                number,
                created.get(id).jobClass(),
                List.copyOf(claims),
                host == null ? null : holders.get(ticket(host)),
                parts);
    }

    private void requireOutcome(Call call) {
        List<Long> mine = created.entrySet().stream()
                .filter(entry -> entry.getValue().api().equals(call.tag()))
                .map(Map.Entry::getKey)
                .toList();
        if (call.refusal() != null) {
            assertThat(mine).as("%s", call).hasSizeLessThanOrEqualTo(1);
            assertThat(mine).allSatisfy(id -> assertThat(status.get(id)).isEqualTo(JobStatus.REJECTED));
        } else if (call.verb().equals("query")) {
            assertThat(mine).as("%s", call).isEmpty();
        } else if (!mine.isEmpty()) {
            assertThat(mine).as("%s", call).containsExactlyInAnyOrderElementsOf(call.jobs());
        } else {
            // The same key, the same job back.
            assertThat(call.jobs()).as("%s", call).hasSize(1);
            assertThat(created.get(call.jobs().get(0)).terms().key())
                    .as("%s", call)
                    .isNotNull();
        }
    }

    private void requireEffect(Call call) {
        long id = call.jobs().get(0);
        if (call.verb().equals("abort")) {
            if (call.refusal() == null) {
                assertThat(events)
                        .as("%s", call)
                        .anyMatch(recorded ->
                                recorded.jobId() == id && recorded.event().type() == EventType.ABORT_REQUESTED);
            }
            return;
        }
        long found = events.stream()
                .filter(recorded -> recorded.jobId() == id
                        && recorded.event().type() == EFFECTS.get(call.verb())
                        && recorded.event()
                                .toString()
                                .contains("by=" + call.tag() + (call.verb().equals("set-speed") ? "," : "]")))
                .count();
        assertThat(found).as("%s", call).isEqualTo(call.refusal() == null ? 1 : 0);
        assertThat(call.refusal() == null || call.refusal() instanceof JobRefusedException)
                .as("%s", call)
                .isTrue();
    }
}

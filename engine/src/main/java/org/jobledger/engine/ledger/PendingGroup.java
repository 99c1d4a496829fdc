package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.VersionConflictException;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.StaleWriteRefused;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.Decision;
import org.jobledger.engine.state.Decisions;
import org.jobledger.engine.state.Evolution;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The group that is being formed: its events, and the state as it will be when they are durable. For the appender's thread alone.
 *
 * <p>A command is decided on the state that the commands before it in the same group lead to, so that of two that exclude each other
 * only the first can win. Nothing here is visible to readers before {@link #publish}.
 */
final class PendingGroup {
    /** The longest JSON of one event, bytes. */
    static final int LONGEST_PAYLOAD = 1024 * 1024;

    private final LiveState live;
    private final EventSealer sealer;
    private final Map<Long, JobState> jobs = new LinkedHashMap<>();
    private final Map<ResourceRef, ResourceState> resources = new LinkedHashMap<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Draft> steps = new ArrayList<>();
    private final Map<ResourceRef, CompletedStatsTaken> taken = new LinkedHashMap<>();
    private final Map<Long, PredictionAccuracy> accuracies = new HashMap<>();
    private JournalHead head;
    private long payloadBytes;

    PendingGroup(LiveState live, EventSealer sealer, JournalHead head) {
        this.live = live;
        this.sealer = sealer;
        this.head = head;
    }

    List<StoredEvent> events() {
        return events;
    }

    JournalHead head() {
        return head;
    }

    int frameBytes() {
        return GroupFrame.frameBytes(payloadBytes, events.size());
    }

    long payloadBytes() {
        return payloadBytes;
    }

    /**
     * Decides a command and adds its events.
     *
     * @throws org.jobledger.engine.JobLedgerException if it is refused; no event of it is added then, except that a stale write is noted
     */
    Appended add(LedgerCommand command) {
        if (command instanceof LedgerCommand.ForJob forJob) {
            return added(List.of(decide(forJob)), false);
        } else if (command instanceof LedgerCommand.Together together) {
            return added(together.jobs().stream().map(this::decide).toList(), true);
        } else if (command instanceof LedgerCommand.ForJobWith both) {
            Decided decided = decide(both.job());
            List<Changed> changes = both.changes().stream().map(this::decide).toList();
            changes.forEach(this::added);
            return added(List.of(decided), false);
        } else if (command instanceof LedgerCommand.DefineFor define) {
            requireWorker(define);
            added(decide(define.change()));
        } else if (command instanceof LedgerCommand.Define define) {
            added(decide(define));
        } else if (command instanceof LedgerCommand.TakeStats take) {
            take(take);
        } else if (command instanceof LedgerCommand.Note note) {
            note.events().forEach(event -> append(0, 0, event, EventJson.encode(event)));
        }
        return new Appended(head.position(), null);
    }

    /** What comes of the commands for one job, not added yet. */
    private record Decided(long jobId, @Nullable JobState after, List<Draft> drafts) {}

    private Decided decide(LedgerCommand.ForJob request) {
        JobState job = jobs.getOrDefault(request.jobId(), live.job(request.jobId()));
        List<Draft> drafts = new ArrayList<>();
        JobState after = job != null && job.status().ended() ? null : job;
        for (Command command : request.commands()) {
            after = decide(request.jobId(), after, command, drafts);
        }
        return new Decided(request.jobId(), after, drafts);
    }

    private Appended added(List<Decided> all, boolean together) {
        List<JobState> states = new ArrayList<>();
        for (Decided decided : all) {
            decided.drafts()
                    .forEach(draft -> append(
                            decided.jobId(),
                            draft.happened().jobVersion(),
                            draft.happened().event(),
                            draft.json()));
            steps.addAll(decided.drafts());
            JobState after = decided.after();
            if (after != null) {
                jobs.put(after.id(), after);
                states.add(after);
            }
        }
        return new Appended(head.position(), together || states.isEmpty() ? null : states.get(0), states, Map.of());
    }

    private void requireWorker(LedgerCommand.DefineFor define) {
        JobState job = jobs.getOrDefault(define.jobId(), live.job(define.jobId()));
        Command probe = new Command.Define(define.token(), define.change().resource());
        Decision decision = Decisions.decide(job == null || job.status().ended() ? null : job, probe);
        if (decision instanceof Decision.Refused refused) {
            throw refusal(define.jobId(), job == null || job.status().ended() ? null : job, probe, refused);
        }
    }

    /** A key stands for one job, also among those that are created in this group. */
    private void requireNewKey(JobCreated definition) {
        String key = definition.terms().key();
        if (key == null) {
            return;
        }
        OptionalLong known = live.jobUnder(key, definition);
        long before = known.isPresent()
                ? known.getAsLong()
                : jobs.values().stream()
                        .filter(job -> key.equals(job.definition().terms().key()) && job.status() != JobStatus.REJECTED)
                        .mapToLong(JobState::id)
                        .findFirst()
                        .orElse(0);
        if (before > 0) {
            throw new KeyKnownException(key, before);
        }
    }

    private @Nullable JobState decide(long jobId, @Nullable JobState job, Command command, List<Draft> drafts) {
        if (command instanceof Command.Submit submit) {
            requireNewKey(submit.definition());
        }
        Decision decision = Decisions.decide(job, command);
        if (decision instanceof Decision.Refused refused) {
            throw refusal(jobId, job, command, refused);
        }
        JobState after = job;
        for (JobEvent event : ((Decision.Accepted) decision).events()) {
            long version = after == null ? 1 : after.version() + 1;
            byte[] json = checkedJson(event);
            RecordedEvent happened =
                    new RecordedEvent(head.position() + 1, sealer.epoch(), sealer.now(), jobId, version, event);
            after = Evolution.evolve(after, happened);
            drafts.add(new Draft(happened, after, json));
        }
        return after;
    }

    private RuntimeException refusal(long jobId, @Nullable JobState job, Command command, Decision.Refused refused) {
        boolean late = job == null && command instanceof Command.OfWorker;
        if (command instanceof Command.OfWorker worker
                && (late || refused.refusal() == Decision.Refusal.STALE_WORKER)) {
            Event note = new StaleWriteRefused(
                    jobId, worker.token().epoch(), worker.token().attempt(), command.verb());
            append(0, 0, note, EventJson.encode(note));
            return new StaleWorkerException(refused.message());
        }
        return refused.refusal() == Decision.Refusal.BAD_VALUE
                ? new InvalidRequestException(refused.message())
                : new JobRefusedException(refused.message());
    }

    /** A definition that is not added yet. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Changed(ResourceRecorded event, byte[] json) {}

    private Changed decide(LedgerCommand.Define define) {
        ResourceState now = resources.getOrDefault(define.resource(), live.resource(define.resource()));
        boolean absent = now == null || now.definition() == null;
        long version = now == null ? 0 : now.version();
        long seen = absent ? 0 : version;
        if (define.expectedVersion() != seen || (absent && define.definition() == null)) {
            throw new VersionConflictException(define.resource() + " has version " + seen
                    + (absent ? " (it is not defined)" : "") + ", not " + define.expectedVersion());
        }
        ResourceRecorded event = new ResourceRecorded(define.resource(), version + 1, define.definition());
        return new Changed(event, checkedJson(event));
    }

    private void added(Changed change) {
        ResourceRecorded event = change.event();
        append(0, 0, event, change.json());
        resources.put(
                event.resource(),
                new ResourceState(event.resource(), event.version(), event.definition(), sealer.now()));
    }

    private void take(LedgerCommand.TakeStats take) {
        CompletedStatsTaken event = new CompletedStatsTaken(take.resource(), take.jobId());
        Long last = live.endedLast(take.resource());
        if (last == null || last != take.jobId() || taken.containsKey(take.resource())) {
            throw new JobRefusedException("the completed stats of " + take.resource() + " are taken already");
        }
        append(0, 0, event, EventJson.encode(event));
        taken.put(take.resource(), event);
    }

    private static byte[] checkedJson(Event event) {
        byte[] json = EventJson.encode(event);
        if (json.length > LONGEST_PAYLOAD) {
            throw new InvalidRequestException(event.type().wireName() + " would be " + json.length
                    + " bytes of JSON; an event may have " + LONGEST_PAYLOAD);
        }
        return json;
    }

    private void append(long jobId, long jobVersion, Event event, byte[] json) {
        StoredEvent stored = sealer.seal(head, jobId, jobVersion, event.type(), json);
        events.add(stored);
        payloadBytes += json.length;
        head = new JournalHead(stored.position(), stored.hash());
    }

    /** Lets readers see what the group did; call it when the group is durable. */
    void publish() {
        resources.values().forEach(live::put);
        steps.forEach(step -> {
            PredictionAccuracy accuracy = live.apply(step.happened(), step.after());
            if (!accuracy.equals(PredictionAccuracy.NONE)) {
                accuracies.put(step.after().id(), accuracy);
            }
        });
        taken.values().forEach(live::taken);
        live.shown(head.position());
        FlightRecord.of(events, jobs);
    }

    /** What came of a command of this group, after it was published. */
    Appended published(Appended appended) {
        Map<Long, PredictionAccuracy> ofIts = new HashMap<>();
        for (JobState job : appended.jobs()) {
            PredictionAccuracy accuracy = accuracies.get(job.id());
            if (accuracy != null) {
                ofIts.put(job.id(), accuracy);
            }
        }
        return ofIts.isEmpty() ? appended : new Appended(appended.position(), appended.job(), appended.jobs(), ofIts);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Draft(RecordedEvent happened, JobState after, byte[] json) {}
}

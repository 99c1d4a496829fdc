package org.jobledger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.event.SampleEvents;
import org.junit.jupiter.api.Test;

/** What holds for every sequence of commands; the seed of a failure is in its message. */
class DecisionsProperties {
    private static final int JOBS = 20_000;
    private static final int COMMANDS = 40;
    private static final int AFTER_THE_END = 6;
    private static final JobCreated DEFINITION = definition(JobTerms.PLAIN);

    private static JobCreated definition(JobTerms terms) {
        return new JobCreated(
                "wipe",
                1,
                JobClass.ASYNC,
                List.of(Claim.exclusive(ResourceRef.of("volume", "v"))),
                Document.empty(),
                RecoveryPolicy.RESUME,
                "me",
                "api",
                terms);
    }

    /** Jobs alone and in groups, which end by themselves or wait for people. */
    private static JobCreated definition(long seed) {
        boolean grouped = seed % 2 == 0;
        return definition(
                new JobTerms(0, null, grouped ? 1 : 0, grouped ? 2 : 0, seed % 3 == 0, seed % 5 < 2, JobLimits.NONE));
    }

    private final Map<String, Integer> visits = new HashMap<>();

    @Test
    void replayedStateEqualsLiveStateAndTheInvariantsHold() {
        for (long seed = 1; seed <= JOBS; seed++) {
            List<RecordedEvent> log = new ArrayList<>();
            JobState live = life(seed, log);
            JobState replayed = null;
            for (RecordedEvent event : log) {
                replayed = Evolution.evolve(replayed, event);
            }
            assertThat(replayed).as("seed %d", seed).isEqualTo(live);
        }
        assertEveryCellWasVisited();
    }

    private JobState life(long seed, List<RecordedEvent> log) {
        RandomCommands commands = new RandomCommands(seed);
        JobState job = apply(null, new Command.Submit(definition(seed)), log, seed);
        int afterTheEnd = 0;
        for (int i = 0; i < COMMANDS && afterTheEnd < AFTER_THE_END; i++) {
            job = apply(job, commands.next(job), log, seed);
            afterTheEnd += job.status().ended() ? 1 : 0;
        }
        return job;
    }

    private JobState apply(JobState before, Command command, List<RecordedEvent> log, long seed) {
        Decision decision = Decisions.decide(before, command);
        assertThat(Decisions.decide(before, command))
                .as("seed %d: decide is a function", seed)
                .isEqualTo(decision);
        if (before != null) {
            visits.merge(before.status() + " " + command.verb(), 1, Integer::sum);
        }
        if (decision instanceof Decision.Refused refused) {
            assertThat(refused.message()).contains(String.valueOf(before.id()));
            return before;
        }
        JobState job = before;
        for (JobEvent event : ((Decision.Accepted) decision).events()) {
            long position = log.size() + 1L;
            RecordedEvent recorded =
                    new RecordedEvent(position, 1 + position / 10, Instant.ofEpochSecond(position), 1, position, event);
            log.add(recorded);
            job = Evolution.evolve(job, recorded);
            assertInvariants(job, seed);
        }
        return job;
    }

    private static void assertInvariants(JobState job, long seed) {
        Work work = job.work();
        assertThat(work.processed()).as("seed %d: %s", seed, job).isNotNegative();
        if (work.bounded()) {
            assertThat(work.processed()).as("seed %d: %s", seed, job).isLessThanOrEqualTo(work.total());
        }
        if (job.concluded()) {
            assertThat(job.result()).as("seed %d: %s", seed, job).isNotNull();
        }
        assertThat(job.ending() != null)
                .as("seed %d: %s", seed, job)
                .isEqualTo(job.result() != null || job.status() == JobStatus.FINISHING);
        assertThat(job.times().endedAt() != null).isEqualTo(job.concluded());
        assertThat(job.speedLimit()).isNotNegative();
    }

    private void assertEveryCellWasVisited() {
        Set<String> rare = new HashSet<>();
        Set<String> verbs = Set.of(
                "queue",
                "start",
                "reject",
                "enter-phase",
                "declare-total",
                "tick",
                "checkpoint",
                "finish",
                "abort",
                "pause",
                "resume",
                "interrupt",
                "recover",
                "retry",
                "rest",
                "join",
                "abandon",
                "set-speed",
                "finalize",
                "dismiss",
                "withdraw",
                "commit");
        for (JobStatus status : JobStatus.values()) {
            for (String verb : verbs) {
                if (visits.getOrDefault(status + " " + verb, 0) < 100) {
                    rare.add(status + " " + verb + " " + visits.get(status + " " + verb));
                }
            }
        }
        assertThat(rare).isEmpty();
    }

    @Test
    void anEventThatIsNotInTheTableThrows() {
        RecordedEvent created = new RecordedEvent(1, 1, Instant.EPOCH, 1, 1, DEFINITION);
        JobState job = Evolution.evolve(null, created);
        for (EventType type : EventType.values()) {
            if (JobEvent.class.isAssignableFrom(type.recordClass())
                    && TransitionTable.next(job.status(), type).isEmpty()) {
                JobEvent event = (JobEvent) SampleEvents.oneOfEach().stream()
                        .filter(sample -> sample.type() == type)
                        .findFirst()
                        .orElseThrow();
                assertThatThrownBy(() -> Evolution.evolve(job, new RecordedEvent(2, 1, Instant.EPOCH, 1, 2, event)))
                        .isInstanceOf(IllegalTransitionException.class);
            }
        }
    }
}

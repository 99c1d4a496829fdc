package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** What engines said before they were killed, and the log held against it. One thread at a time. */
final class Heard {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    int count() {
        return lines.size();
    }

    long resumed() {
        return lines.stream()
                .filter(line -> line.startsWith("H ") && !line.endsWith(" 0"))
                .count();
    }

    /** Fails unless the log holds all that was said, and every recovery followed the policies. */
    void requireIn(List<StoredEvent> log) {
        Told told = new Told();
        log.forEach(told::next);
        for (String line : lines) {
            assertThat(told.facts)
                    .as("what the log tells, which must hold what was said: %s", line)
                    .contains(line);
        }
    }

    /** The facts that a log tells, in the words of {@link KilledEngine}; checks recoveries on the way. */
    private final class Told {
        private final Set<String> facts = new HashSet<>();
        private final Map<Long, JobCreated> unfinished = new TreeMap<>();
        private final Map<Long, Long> steps = new HashMap<>();
        private final Set<Long> toBeDecided = new HashSet<>();

        void next(StoredEvent stored) {
            Event event = stored.decode().event();
            long job = stored.jobId();
            if (event instanceof EngineOpened) {
                opened(stored.epoch());
            } else if (event instanceof JobCreated created) {
                assertThat(lines.contains("O " + stored.epoch()) || toBeDecided.isEmpty())
                        .as("nobody is admitted before all is decided")
                        .isTrue();
                unfinished.put(job, created);
                facts.add("J " + job);
            } else if (event instanceof JobStarted started) {
                assertThat(toBeDecided).as("started before it was decided").doesNotContain(job);
                facts.add("H " + job + " " + started.attempt() + " " + steps.getOrDefault(job, 0L));
                facts.add("B " + job);
            } else if (event instanceof CheckpointReached checkpoint) {
                steps.put(job, checkpoint.state().integer("step"));
                facts.add("C " + job + " " + steps.get(job));
            } else if (event instanceof JobCompleted) {
                facts.add("D " + job);
                facts.add("E " + job);
            } else if (event instanceof RecoveryDecided decided) {
                decided(job, decided.outcome());
            } else if (event instanceof ResourceRecorded recorded) {
                facts.add("R " + recorded.resource().name() + " " + recorded.version());
            }
            if (event.type().endsJob()) {
                unfinished.remove(job);
            }
        }

        private void opened(long epoch) {
            assertThat(toBeDecided.isEmpty() || !lines.contains("O " + (epoch - 1)))
                    .as("epoch %d was open, but jobs were not decided: %s", epoch - 1, toBeDecided)
                    .isTrue();
            facts.add("O " + epoch);
            toBeDecided.clear();
            toBeDecided.addAll(unfinished.keySet());
        }

        private void decided(long job, RecoveryOutcome outcome) {
            assertThat(toBeDecided.remove(job))
                    .as("the one decision for job %d in this epoch", job)
                    .isTrue();
            assertThat(outcome).as("job %d", job).isEqualTo(expected(job));
            if (outcome == RecoveryOutcome.RESTARTED) {
                steps.remove(job);
            }
        }

        private RecoveryOutcome expected(long job) {
            @Nullable JobCreated created = unfinished.get(job);
            if (created == null || created.jobClass() != JobClass.ASYNC || created.policy() == RecoveryPolicy.FAIL) {
                return RecoveryOutcome.FAILED;
            } else if (created.policy() == RecoveryPolicy.ROLLBACK) {
                return RecoveryOutcome.ROLLED_BACK;
            }
            boolean resumes = created.policy() == RecoveryPolicy.RESUME && steps.containsKey(job);
            return resumes ? RecoveryOutcome.RESUMED : RecoveryOutcome.RESTARTED;
        }
    }
}

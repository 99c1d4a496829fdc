package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Reads logs whole and holds them against what they should be, by rules of its own that are as simple as possible. */
public final class Logs {
    private Logs() {}

    /** All of a log. */
    public static List<StoredEvent> read(ForcedLog log) {
        List<StoredEvent> events = new ArrayList<>();
        try (EventCursor cursor = log.read(1)) {
            for (@Nullable StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                events.add(event);
            }
        }
        return events;
    }

    /** Fails unless positions are 1, 2, 3 ... and each event follows from the one before. */
    public static void requireChained(List<StoredEvent> log) {
        Chain chain = new Chain();
        byte[] hash = Chain.genesis();
        long position = 0;
        for (StoredEvent event : log) {
            assertThat(event.position()).isEqualTo(++position);
            assertThat(event.hash()).as("hash at %d", position).isEqualTo(chain.link(hash, event));
            hash = event.hash();
        }
    }

    /** The number of the request that an event stands for, or null where it is not the bearer of one. */
    static @Nullable Integer numberIn(StoredEvent stored) {
        Event event = stored.decode().event();
        Document bearer = null;
        if (event instanceof JobCreated created) {
            bearer = created.parameters();
        } else if (event instanceof CheckpointReached checkpoint) {
            bearer = checkpoint.state();
        } else if (event instanceof JobCompleted completed) {
            bearer = completed.result();
        } else if (event instanceof ResourceRecorded recorded) {
            bearer = recorded.definition();
        }
        Object number = bearer == null ? null : bearer.value("n");
        return number instanceof Long given ? given.intValue() : null;
    }

    /** What a log says of the unfinished jobs and the resources: a naive reading, one line for each. */
    static Map<String, String> naively(List<StoredEvent> log) {
        Map<String, String> facts = new TreeMap<>();
        Map<Long, String> checkpoints = new HashMap<>();
        Map<Long, Long> processed = new HashMap<>();
        for (StoredEvent stored : log) {
            Event event = stored.decode().event();
            long job = stored.jobId();
            if (event instanceof JobCompleted) {
                facts.remove("job " + job);
                continue;
            } else if (event instanceof CheckpointReached checkpoint) {
                checkpoints.put(job, checkpoint.state().json());
                processed.put(job, checkpoint.processed());
            } else if (event instanceof ProgressTicked tick) {
                processed.put(job, tick.processed());
            } else if (event instanceof ResourceRecorded recorded) {
                facts.put("resource " + recorded.resource().name(), recorded.version() + " " + recorded.definition());
            }
            if (job > 0) {
                facts.put(
                        "job " + job,
                        stored.jobVersion() + " " + processed.getOrDefault(job, 0L) + " " + checkpoints.get(job));
            }
        }
        return facts;
    }

    /** Fails unless a state is what a log says. */
    public static void requireState(List<StoredEvent> log, LiveState live) {
        assertThat(of(live)).as("the state, held against the log").isEqualTo(naively(log));
    }

    /** The same of a state. */
    static Map<String, String> of(LiveState live) {
        Map<String, String> facts = new TreeMap<>();
        for (JobState job : live.jobs()) {
            CheckpointReached checkpoint = job.checkpoint();
            facts.put(
                    "job " + job.id(),
                    job.version() + " " + job.work().processed() + " "
                            + (checkpoint == null ? null : checkpoint.state().json()));
        }
        live.resources()
                .forEach(state ->
                        facts.put("resource " + state.resource().name(), state.version() + " " + state.definition()));
        return facts;
    }
}

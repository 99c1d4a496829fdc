package org.jobledger.engine.state;

import static org.jobledger.engine.event.JobStatus.ABANDONED;
import static org.jobledger.engine.event.JobStatus.CONCLUDED;
import static org.jobledger.engine.event.JobStatus.CREATED;
import static org.jobledger.engine.event.JobStatus.INTERRUPTED;
import static org.jobledger.engine.event.JobStatus.PAUSED;
import static org.jobledger.engine.event.JobStatus.PENDING;
import static org.jobledger.engine.event.JobStatus.QUEUED;
import static org.jobledger.engine.event.JobStatus.RETRYING;
import static org.jobledger.engine.event.JobStatus.RUNNING;
import static org.jobledger.engine.event.JobStatus.WAITING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.event.JobStatus;

/**
 * Which of the verbs that people have for jobs is accepted in which state: the one place of this rule (QEMU has such a table for its
 * jobs). The table in THREADS.md is generated from it.
 */
public final class VerbTable {

    /**
     * One line of the table.
     *
     * @param verb the verb, as refusals name it
     * @param accepted the states in which a job accepts it
     */
    public record Row(String verb, Set<JobStatus> accepted) {
        /** Copies the states. */
        public Row {
            accepted = Set.copyOf(accepted);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(
                    "abort",
                    Set.of(CREATED, QUEUED, RUNNING, PAUSED, RETRYING, WAITING, PENDING, ABANDONED, INTERRUPTED)),
            new Row("pause", Set.of(RUNNING)),
            new Row("resume", Set.of(PAUSED)),
            new Row("set-speed", Set.of(CREATED, QUEUED, RUNNING, PAUSED, RETRYING, INTERRUPTED)),
            new Row("finalize", Set.of(PENDING)),
            new Row("dismiss", Set.of(CONCLUDED)));

    private static final Map<String, Set<JobStatus>> BY_VERB =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::verb, Row::accepted));

    private VerbTable() {}

    /** All lines, in a fixed order. */
    public static List<Row> rows() {
        return ROWS;
    }

    /** Whether a job in this state accepts a verb; what is no verb of people is left to {@link TransitionTable}. */
    static boolean accepts(JobStatus status, String verb) {
        Set<JobStatus> accepted = BY_VERB.get(verb);
        return accepted == null || accepted.contains(status);
    }

    /** The refusal of a verb, in the words that QEMU uses. */
    public static String refusal(long jobId, JobStatus status, String verb) {
        return "Job '" + jobId + "' in state '" + status.name().toLowerCase(Locale.ROOT)
                + "' cannot accept command verb '" + verb + "'";
    }

    /** The table as Markdown, the same text every time. */
    public static String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| state | " + ROWS.stream().map(Row::verb).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---".repeat(ROWS.size() + 1) + "|");
        for (JobStatus status : JobStatus.values()) {
            lines.add("| " + status + " | "
                    + ROWS.stream()
                            .map(row -> row.accepted().contains(status) ? "yes" : "-")
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}

package org.jobledger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStatus;
import org.junit.jupiter.api.Test;

class TransitionTableTest {

    @Test
    void theDiagramInThreadsMdIsTheOneGeneratedFromTheTable() throws IOException {
        String threads = Files.readString(Path.of("..", "THREADS.md"));
        assertThat(threads).contains("```mermaid\n" + TransitionTable.mermaid() + "```");
    }

    @Test
    void theVerbsInThreadsMdAreThoseOfTheTable() throws IOException {
        assertThat(Files.readString(Path.of("..", "THREADS.md"))).contains(VerbTable.markdown());
    }

    @Test
    void nothingFollowsAnEndAndEveryOtherStateCanBeInterruptedAndCanEnd() {
        for (JobStatus status : JobStatus.values()) {
            List<TransitionTable.Row> from = TransitionTable.rows().stream()
                    .filter(row -> row.from() == status)
                    .toList();
            if (status.ended()) {
                assertThat(from).isEmpty();
            } else {
                // What is at its end holds nothing that a crash could cut off.
                assertThat(from.stream().anyMatch(row -> row.event() == EventType.JOB_INTERRUPTED))
                        .isEqualTo(status != JobStatus.CONCLUDED);
                assertThat(reachable(status)).contains(JobStatus.FAILED, JobStatus.CANCELLED);
            }
        }
    }

    @Test
    void noStateIsOutOfReachAndNoRowIsThereTwice() {
        assertThat(reachable(JobStatus.CREATED)).containsExactlyInAnyOrder(JobStatus.values());
        assertThat(TransitionTable.rows()).doesNotHaveDuplicates();
        assertThat(TransitionTable.rows().stream().map(row -> row.from() + " " + row.event()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotInTheTableHasNoNextState() {
        long allowed = Arrays.stream(JobStatus.values())
                .flatMap(status -> Arrays.stream(EventType.values())
                        .filter(event -> TransitionTable.next(status, event).isPresent()))
                .count();
        assertThat(allowed).isEqualTo(TransitionTable.rows().size());
    }

    private static Set<JobStatus> reachable(JobStatus start) {
        Set<JobStatus> seen = new TreeSet<>(Set.of(start));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (TransitionTable.Row row : TransitionTable.rows()) {
                grown |= seen.contains(row.from()) && seen.add(row.to());
            }
        }
        return seen;
    }
}

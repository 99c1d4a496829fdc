package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.TotalDeclared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are closed and opened again in the middle of jobs come to the same predictions as those filled at one go. */
class EstimateRowsTest {
    private static final int TICKS = 3000;

    @TempDir
    private Path directory;

    private static List<StoredEvent> history() {
        MemoryLog log = new MemoryLog();
        Histories.begin(log);
        for (long job = 1; job <= 5; job++) {
            log.append(job, Histories.definition("wipe", Document.empty()));
            log.append(job, new JobStarted(1, false, "w"));
            log.append(job, new TotalDeclared(2 * TICKS, "bytes"));
            for (int i = 1; i <= TICKS; i++) {
                // Fast, then slow, a little slower with each job.
                log.append(job, new ProgressTicked(i < TICKS / 2 ? i * 3L : TICKS + i, i * (500L + 10 * job)));
            }
            log.append(job, new JobFinishing(Ending.COMPLETED, 2 * TICKS, TICKS * (500L + 10 * job)));
            log.append(job, new JobCompleted(Document.empty()));
        }
        return log.events();
    }

    @Test
    void openedAgainAnywhereTheyHoldWhatTablesFilledAtOnceHold() {
        List<StoredEvent> events = history();
        int from = 0;
        for (int until : new int[] {2000, 4500, 11_000, 14_000, events.size()}) {
            try (Projection tables = Projection.openFile(directory)) {
                Tables.fill(tables, events.subList(from, until), 500);
            }
            from = until;
        }
        try (Projection tables = Projection.openFile(directory)) {
            List<JobStats> stats = tables.newest(10);
            assertThat(stats).hasSize(5).extracting(JobStats::accuracy).doesNotContain(PredictionAccuracy.NONE);
            assertThat(Tables.contents(tables.snapshot())).isEqualTo(Tables.expected(events));
        }
    }
}

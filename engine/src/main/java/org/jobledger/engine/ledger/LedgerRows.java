package org.jobledger.engine.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.ledger.TableChanges.Placed;

/** The rows that are made from events other than those of jobs, the decisions after crashes, and the head. */
final class LedgerRows {
    private static final String PUT_RESOURCE =
            "MERGE INTO LEDGER.RESOURCE (resource_key, kind, path, version, definition, position,"
                    + " changed_at) KEY (resource_key) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_RECOVERY =
            "INSERT INTO LEDGER.RECOVERY (position, job_id, epoch, at, outcome, reason) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_EPOCH =
            "INSERT INTO LEDGER.EPOCH (epoch, position, opened_at, mode, durability, pid, host,"
                    + " after_clean_close) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String CLOSE_EPOCH =
            "UPDATE LEDGER.EPOCH SET closed_at = ?, unfinished_jobs = ? WHERE epoch = ?";
    private static final String PUT_HEAD = "UPDATE LEDGER.HEAD SET position = ?, epoch = ?, hash = ? WHERE id = 1";

    private LedgerRows() {}

    static Head head(Handle reader) {
        return reader.createQuery("SELECT position, epoch, hash FROM LEDGER.HEAD WHERE id = 1")
                .map((row, any) -> new Head(row.getLong(1), row.getLong(2), row.getBytes(3)))
                .findOne()
                .orElseThrow(() -> new UnusableTablesException("the table of the head is empty"));
    }

    static void apply(Handle writer, TableChanges changes, Head head) {
        resources(writer, List.copyOf(changes.resources().values()));
        recoveries(writer, changes.recoveries());
        changes.epochs().forEach(event -> epoch(writer, event));
        try (RowBatch batch = RowBatch.of(writer, PUT_HEAD)) {
            batch.add(head.position(), head.epoch(), head.hash());
            batch.execute();
        }
    }

    private static void resources(Handle writer, List<Placed<ResourceRecorded>> resources) {
        if (resources.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, PUT_RESOURCE)) {
            for (Placed<ResourceRecorded> placed : resources) {
                ResourceRecorded change = placed.value();
                batch.add(
                        ResourceKey.of(change.resource()),
                        change.resource().kind(),
                        change.resource().path(),
                        change.version(),
                        change.definition() == null ? null : change.definition().json(),
                        placed.event().position(),
                        placed.event().at());
            }
            batch.execute();
        }
    }

    private static void recoveries(Handle writer, List<RecordedEvent> recoveries) {
        if (recoveries.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, INSERT_RECOVERY)) {
            for (RecordedEvent event : recoveries) {
                RecoveryDecided decided = (RecoveryDecided) event.event();
                batch.add(
                        event.position(),
                        event.jobId(),
                        event.epoch(),
                        event.at(),
                        decided.outcome().name(),
                        decided.reason());
            }
            batch.execute();
        }
    }

    private static void epoch(Handle writer, RecordedEvent event) {
        boolean opened = event.event() instanceof EngineOpened;
        try (RowBatch batch = RowBatch.of(writer, opened ? INSERT_EPOCH : CLOSE_EPOCH)) {
            if (event.event() instanceof EngineOpened opening) {
                batch.add(
                        event.epoch(),
                        event.position(),
                        event.at(),
                        opening.mode().name(),
                        opening.durability().name(),
                        opening.pid(),
                        opening.host(),
                        opening.cleanlyClosed());
            } else if (event.event() instanceof EngineClosed closing) {
                batch.add(event.at(), closing.unfinishedJobs(), event.epoch());
            }
            batch.execute();
        }
    }
}

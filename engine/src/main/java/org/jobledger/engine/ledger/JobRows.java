package org.jobledger.engine.ledger;

import java.sql.Blob;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.ledger.TableChanges.Placed;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.JobStateJson;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/** The rows that are made from jobs: what they were created as, their claims, how the unfinished ones are, how the others ended. */
final class JobRows {
    private static final String INSERT_JOB =
            "INSERT INTO LEDGER.JOB (job_id, operation, handler_version, job_class, policy,"
                    + " parameters, principal, api, created_at, created_position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_CLAIM =
            "INSERT INTO LEDGER.JOB_CLAIM (job_id, ordinal, mode, resource_key, kind, path)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PUT_INFO =
            "MERGE INTO LEDGER.JOB_INFO (job_id, version, status, attempt, processed, total, unit,"
                    + " working_millis, ticks, phase_index, phase_count, phase_name, checkpointed, abort_requested, started_at,"
                    + " changed_at, state) KEY (job_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE_INFO = "DELETE FROM LEDGER.JOB_INFO WHERE job_id = ?";
    private static final String INSERT_STATS =
            "INSERT INTO LEDGER.JOB_STATS (job_id, version, status, attempts, processed, total,"
                    + " unit, working_millis, ticks, code, message, result, abort_requested, started_at, ended_at, ended_position)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private JobRows() {}

    /** The jobs that have not ended, by number. */
    static List<JobState> unfinished(Handle reader) {
        return reader.createQuery("SELECT state FROM LEDGER.JOB_INFO ORDER BY job_id")
                .map((row, any) -> {
                    Blob state = row.getBlob(1);
                    return JobStateJson.decode(state.getBytes(1, Math.toIntExact(state.length())));
                })
                .list();
    }

    static void apply(Handle writer, TableChanges changes) {
        insertCreated(writer, changes.created());
        putUnfinished(writer, changes.unfinished());
        deleteEnded(writer, changes);
        insertEnded(writer, changes.ended());
    }

    private static void insertCreated(Handle writer, List<Placed<JobState>> created) {
        if (created.isEmpty()) {
            return;
        }
        try (RowBatch jobs = RowBatch.of(writer, INSERT_JOB);
                RowBatch claims = RowBatch.of(writer, INSERT_CLAIM)) {
            for (Placed<JobState> job : created) {
                addJob(jobs, job.value().id(), job.value().definition(), job.event());
                addClaims(claims, job.value());
            }
            jobs.execute();
            claims.execute();
        }
    }

    private static void addJob(RowBatch jobs, long id, JobCreated as, RecordedEvent event) {
        jobs.add(
                id,
                as.operation(),
                as.handlerVersion(),
                as.jobClass().name(),
                as.policy().name(),
                as.parameters().json(),
                as.principal(),
                as.api(),
                event.at(),
                event.position());
    }

    private static void addClaims(RowBatch claims, JobState job) {
        int ordinal = 0;
        for (Claim claim : job.definition().claims()) {
            claims.add(
                    job.id(),
                    ordinal++,
                    claim.mode().name(),
                    ResourceKey.of(claim.resource()),
                    claim.resource().kind(),
                    claim.resource().path());
        }
    }

    private static void putUnfinished(Handle writer, List<JobState> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, PUT_INFO)) {
            jobs.forEach(job -> addInfo(batch, job));
            batch.execute();
        }
    }

    private static void addInfo(RowBatch batch, JobState job) {
        PhaseEntered phase = job.phase();
        batch.add(
                job.id(),
                job.version(),
                job.status().name(),
                job.token().attempt(),
                job.work().processed(),
                total(job.work()),
                job.work().unit(),
                job.work().workingMillis(),
                job.work().ticks(),
                phase == null ? null : phase.index(),
                phase == null ? null : phase.count(),
                phase == null ? null : phase.name(),
                job.checkpoint() == null ? null : job.checkpoint().processed(),
                job.abort() != null,
                job.times().startedAt(),
                job.times().changedAt(),
                JobStateJson.encode(job));
    }

    private static void deleteEnded(Handle writer, TableChanges changes) {
        List<Long> known = changes.ended().stream()
                .map(job -> job.value().id())
                .filter(id -> !changes.beginsHere(id))
                .toList();
        if (known.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, DELETE_INFO)) {
            known.forEach(id -> batch.add(id));
            batch.execute();
        }
    }

    private static void insertEnded(Handle writer, List<Placed<JobState>> ended) {
        if (ended.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, INSERT_STATS)) {
            ended.forEach(job -> addStats(batch, job.value(), job.event()));
            batch.execute();
        }
    }

    private static void addStats(RowBatch batch, JobState job, RecordedEvent last) {
        batch.add(
                job.id(),
                job.version(),
                job.status().name(),
                job.token().attempt(),
                job.work().processed(),
                total(job.work()),
                job.work().unit(),
                job.work().workingMillis(),
                job.work().ticks(),
                job.result() == null ? "" : job.result().code(),
                job.result() == null ? "" : job.result().message(),
                job.result() == null ? "{}" : job.result().result().json(),
                job.abort() != null,
                job.times().startedAt(),
                last.at(),
                last.position());
    }

    private static @Nullable Long total(Work work) {
        return work.bounded() ? work.total() : null;
    }
}

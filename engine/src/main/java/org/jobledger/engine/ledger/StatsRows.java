package org.jobledger.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.state.Work;

/** Reads the records of finished jobs: one row for each claim of each job, put together again. */
final class StatsRows {
    private static final String COLUMNS = "SELECT s.job_id, j.operation, s.status, s.processed, s.total, s.unit,"
            + " s.working_millis, s.attempts, s.ticks, s.code, s.message, s.result, j.principal, j.created_at, s.ended_at,"
            + " c.mode, c.resource_key, s.started_at, s.phase_index, s.phase_count, s.phase_name, s.predicted_25,"
            + " s.predicted_50, s.predicted_75 FROM ";
    private static final String JOINS =
            " s JOIN LEDGER.JOB j ON j.job_id = s.job_id" + " LEFT JOIN LEDGER.JOB_CLAIM c ON c.job_id = s.job_id";
    private static final String BY_ID = COLUMNS + "LEDGER.JOB_STATS" + JOINS + " WHERE s.job_id = ? ORDER BY c.ordinal";
    private static final String NEWEST =
            COLUMNS + "(SELECT * FROM LEDGER.JOB_STATS ORDER BY ended_position DESC FETCH FIRST ? ROWS ONLY)" + JOINS
                    + " ORDER BY s.ended_position DESC, c.ordinal";

    private StatsRows() {}

    static Optional<JobStats> byId(Handle reader, long jobId) {
        return read(reader.createQuery(BY_ID).bind(0, jobId)).stream().findFirst();
    }

    static List<JobStats> newest(Handle reader, int limit) {
        return read(reader.createQuery(NEWEST).bind(0, limit));
    }

    private static List<JobStats> read(Query query) {
        Map<Long, JobStats> jobs = new LinkedHashMap<>();
        query.map((row, any) -> row(row)).forEach(job -> jobs.merge(job.id(), job, StatsRows::withClaimsOf));
        return List.copyOf(jobs.values());
    }

    private static JobStats withClaimsOf(JobStats job, JobStats more) {
        List<Claim> claims = new ArrayList<>(job.claims());
        claims.addAll(more.claims());
        return new JobStats(
                job.id(),
                job.operation(),
                job.type(),
                job.status(),
                claims,
                job.processed(),
                job.total(),
                job.unit(),
                job.timeElapsedMillis(),
                job.attempts(),
                job.ticks(),
                job.code(),
                job.message(),
                job.result(),
                job.principal(),
                job.createdAt(),
                job.endedAt(),
                job.phase(),
                job.queueMillis(),
                job.accuracy());
    }

    private static JobStats row(ResultSet row) throws SQLException {
        JobStatus status = JobStatus.valueOf(row.getString(3));
        long total = row.getLong(5);
        boolean bounded = !row.wasNull();
        return new JobStats(
                row.getLong(1),
                row.getString(2),
                type(status),
                status,
                claim(row),
                row.getLong(4),
                bounded ? total : Work.UNKNOWN,
                row.getString(6),
                row.getLong(7),
                row.getInt(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                new Document(row.getString(12)),
                row.getString(13),
                time(row, 14),
                time(row, 15),
                phase(row),
                queueMillis(row),
                new PredictionAccuracy(ratio(row, 22), ratio(row, 23), ratio(row, 24)));
    }

    private static List<Claim> claim(ResultSet row) throws SQLException {
        String mode = row.getString(16);
        return mode == null
                ? List.of()
                : List.of(new Claim(ResourceKey.parse(row.getString(17)), ClaimMode.valueOf(mode)));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static long queueMillis(ResultSet row) throws SQLException {
        boolean started = row.getObject(18) != null;
        return time(row, started ? 18 : 15).toEpochMilli() - time(row, 14).toEpochMilli();
    }

    private static JobPhase phase(ResultSet row) throws SQLException {
        int index = row.getInt(19);
        return row.wasNull() ? JobPhase.NONE : new JobPhase(index, row.getInt(20), row.getString(21));
    }

    private static double ratio(ResultSet row, int column) throws SQLException {
        double ratio = row.getDouble(column);
        return row.wasNull() ? Double.NaN : ratio;
    }

    private static JobInfoType type(JobStatus ended) {
        return switch (ended) {
            case COMPLETED -> JobInfoType.COMPLETED;
            case CANCELLED -> JobInfoType.CANCELLED;
            case FAILED, REJECTED -> JobInfoType.FAILED;
            default -> throw new IllegalStateException("a finished job in state " + ended);
        };
    }
}

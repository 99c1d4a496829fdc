-- Records of finished jobs say in which phase they ended and how good the prediction of their end was.
--
-- What is new follows from the whole history, so the tables are emptied and filled again from the journal.

INSERT INTO LEDGER.EVENT_TYPE (code, name) VALUES (72, 'CompletedStatsTaken');

ALTER TABLE LEDGER.JOB_STATS ADD COLUMN phase_index INT;
COMMENT ON COLUMN LEDGER.JOB_STATS.phase_index IS 'Number of the phase it ended in, from 1.';
ALTER TABLE LEDGER.JOB_STATS ADD COLUMN phase_count INT;
COMMENT ON COLUMN LEDGER.JOB_STATS.phase_count IS 'How many phases there were.';
ALTER TABLE LEDGER.JOB_STATS ADD COLUMN phase_name VARCHAR;
COMMENT ON COLUMN LEDGER.JOB_STATS.phase_name IS 'What the phase did.';
ALTER TABLE LEDGER.JOB_STATS ADD COLUMN predicted_25 DOUBLE PRECISION;
COMMENT ON COLUMN LEDGER.JOB_STATS.predicted_25 IS 'Predicted over actual time remaining after a quarter of its working time; null where nothing was said.';
ALTER TABLE LEDGER.JOB_STATS ADD COLUMN predicted_50 DOUBLE PRECISION;
COMMENT ON COLUMN LEDGER.JOB_STATS.predicted_50 IS 'The same after half.';
ALTER TABLE LEDGER.JOB_STATS ADD COLUMN predicted_75 DOUBLE PRECISION;
COMMENT ON COLUMN LEDGER.JOB_STATS.predicted_75 IS 'The same after three quarters.';

CREATE TABLE LEDGER.ESTIMATES (
    id INT PRIMARY KEY CHECK (id = 1) COMMENT 'Always 1: there is one row at most.',
    position BIGINT NOT NULL COMMENT 'Position it was saved at.',
    saved BLOB NOT NULL COMMENT 'What was learned of the time that jobs take, and the estimates of those that had not ended.'
);
COMMENT ON TABLE LEDGER.ESTIMATES IS 'Where the projector goes on with estimates; it reads the events after that position again.';

TRUNCATE TABLE LEDGER.EVENT;
TRUNCATE TABLE LEDGER.JOB;
TRUNCATE TABLE LEDGER.JOB_CLAIM;
TRUNCATE TABLE LEDGER.JOB_INFO;
TRUNCATE TABLE LEDGER.JOB_STATS;
TRUNCATE TABLE LEDGER.RESOURCE;
TRUNCATE TABLE LEDGER.RECOVERY;
TRUNCATE TABLE LEDGER.EPOCH;
UPDATE LEDGER.HEAD SET position = 0, epoch = 0,
    hash = X'0000000000000000000000000000000000000000000000000000000000000000' WHERE id = 1;

DROP VIEW AUDIT_V1.JOB_STATS;
CREATE VIEW AUDIT_V1.JOB_STATS
    (job_id, operation, status, processed, total, unit, attempts, working_millis, ticks, code, message, result,
    abort_requested, principal, api, created_at, started_at, ended_at, setup_millis, ended_position,
    phase_index, phase_count, phase_name, predicted_25, predicted_50, predicted_75) AS
SELECT s.job_id, j.operation, s.status, s.processed, s.total, s.unit, s.attempts, s.working_millis, s.ticks, s.code,
    s.message, s.result, s.abort_requested, j.principal, j.api, j.created_at, s.started_at, s.ended_at,
    DATEDIFF(MILLISECOND, j.created_at, s.started_at), s.ended_position,
    s.phase_index, s.phase_count, s.phase_name, s.predicted_25, s.predicted_50, s.predicted_75
FROM LEDGER.JOB_STATS s JOIN LEDGER.JOB j ON j.job_id = s.job_id;
COMMENT ON VIEW AUDIT_V1.JOB_STATS IS 'The records of jobs that have ended.';

INSERT INTO LEDGER.MEANING (view_name, column_name, meaning) VALUES
    ('JOB_STATS', 'PHASE_INDEX', 'Number of the phase it ended in, from 1; null where it had none.'),
    ('JOB_STATS', 'PHASE_COUNT', 'How many phases there were.'),
    ('JOB_STATS', 'PHASE_NAME', 'What that phase did.'),
    ('JOB_STATS', 'PREDICTED_25', 'Predicted over actual time remaining after a quarter of its working time: 1 is perfect; null where nothing was said.'),
    ('JOB_STATS', 'PREDICTED_50', 'The same after half.'),
    ('JOB_STATS', 'PREDICTED_75', 'The same after three quarters.');

GRANT SELECT, INSERT, UPDATE ON LEDGER.ESTIMATES TO LEDGER_WRITER;

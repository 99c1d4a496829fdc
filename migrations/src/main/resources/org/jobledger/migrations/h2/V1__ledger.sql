-- The tables that are made from the journal, and the views that auditors may rely on.
--
-- LEDGER is private: it may change with any release, and is rebuilt from the journal when it does.
-- AUDIT_V1 is a promise: a view may gain columns at its end; anything else becomes AUDIT_V2 beside it.
-- H2 forgets comments on the columns of views when it closes, so what they mean stands in AUDIT_V1.DICTIONARY.

CREATE SCHEMA IF NOT EXISTS LEDGER;
COMMENT ON SCHEMA LEDGER IS 'Private tables of the ledger, made from its journal and nothing else.';

CREATE TABLE LEDGER.EVENT_TYPE (
    code INT PRIMARY KEY COMMENT 'Number of the type in the journal.',
    name VARCHAR(64) NOT NULL COMMENT 'Name of the type.'
);
COMMENT ON TABLE LEDGER.EVENT_TYPE IS 'The closed list of event types.';

INSERT INTO LEDGER.EVENT_TYPE (code, name) VALUES
    (1, 'LedgerCreated'), (2, 'EngineOpened'), (3, 'EngineClosed'), (4, 'TailCut'), (5, 'ResourceRecorded'),
    (6, 'StaleWriteRefused'), (7, 'ClockJumped'), (8, 'LedgerForked'), (32, 'JobCreated'), (33, 'JobQueued'), (34, 'JobStarted'), (35, 'PhaseEntered'),
    (36, 'TotalDeclared'), (37, 'ProgressTicked'), (38, 'CheckpointReached'), (39, 'AbortRequested'), (40, 'JobPaused'),
    (41, 'JobContinued'), (42, 'JobFinishing'), (43, 'JobCompleted'), (44, 'JobFailed'), (45, 'JobCancelled'),
    (46, 'JobRejected'), (47, 'JobInterrupted'), (48, 'RecoveryDecided');

CREATE TABLE LEDGER.EVENT (
    position BIGINT PRIMARY KEY COMMENT 'Number in the ledger: 1, 2, 3 ... without a gap.',
    epoch BIGINT NOT NULL COMMENT 'Opening of the ledger in which it was written.',
    at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'Time of the ledger when it was written, UTC.',
    job_id BIGINT NOT NULL COMMENT 'Job it belongs to, or 0.',
    job_version BIGINT NOT NULL COMMENT 'Number among the events of its job, or 0.',
    type_code INT NOT NULL COMMENT 'Type, see EVENT_TYPE. No foreign key: the journal decides, not this table.',
    schema_version INT NOT NULL COMMENT 'Version of the shape of the payload.',
    salt VARBINARY(16) NOT NULL COMMENT 'Random bytes that are hashed with the payload.',
    payload VARBINARY(1048576) NOT NULL COMMENT 'JSON, UTF-8, byte for byte as in the journal: a JSON column would rewrite numbers.',
    hash VARBINARY(32) NOT NULL COMMENT 'SHA-256 that chains it to the event before.'
);
CREATE INDEX LEDGER.EVENT_OF_JOB ON LEDGER.EVENT (job_id, position);
COMMENT ON TABLE LEDGER.EVENT IS 'Every event of the journal. Only ever appended to.';

CREATE TABLE LEDGER.JOB (
    job_id BIGINT PRIMARY KEY COMMENT 'Number of the job.',
    operation VARCHAR NOT NULL COMMENT 'Name of the operation.',
    handler_version INT NOT NULL COMMENT 'Version of the handler that shall run it.',
    job_class VARCHAR NOT NULL COMMENT 'QUERY, MODIFY, DESTROY, ABORT or ASYNC.',
    policy VARCHAR NOT NULL COMMENT 'What shall happen to it after a crash.',
    parameters VARCHAR NOT NULL COMMENT 'What the handler is told, JSON text.',
    principal VARCHAR NOT NULL COMMENT 'On whose behalf it runs.',
    api VARCHAR NOT NULL COMMENT 'Call that made it.',
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When it was accepted.',
    created_position BIGINT NOT NULL COMMENT 'Position of its first event.'
);
COMMENT ON TABLE LEDGER.JOB IS 'What every job was created as; never changed.';

CREATE TABLE LEDGER.JOB_CLAIM (
    job_id BIGINT NOT NULL COMMENT 'Job that holds it.',
    ordinal INT NOT NULL COMMENT 'Number among the claims of the job, from 0.',
    mode VARCHAR NOT NULL COMMENT 'SHARED or EXCLUSIVE.',
    resource_key VARCHAR NOT NULL COMMENT 'Resource, kind:name of each parent and of itself, joined by /.',
    kind VARCHAR NOT NULL COMMENT 'Kind of the resource.',
    path VARCHAR NOT NULL COMMENT 'Names from the outermost parent to the resource, joined by /.',
    PRIMARY KEY (job_id, ordinal)
);
COMMENT ON TABLE LEDGER.JOB_CLAIM IS 'What jobs hold from start to end.';

CREATE TABLE LEDGER.JOB_INFO (
    job_id BIGINT PRIMARY KEY COMMENT 'Number of the job.',
    version BIGINT NOT NULL COMMENT 'Number of its newest event.',
    status VARCHAR NOT NULL COMMENT 'Where it stands.',
    attempt INT NOT NULL COMMENT 'How often its handler was called.',
    processed BIGINT NOT NULL COMMENT 'Amount done, units.',
    total BIGINT COMMENT 'Amount to do, units; null where unknown.',
    unit VARCHAR NOT NULL COMMENT 'What is counted.',
    working_millis BIGINT NOT NULL COMMENT 'How long it was worked on, ms.',
    ticks BIGINT NOT NULL COMMENT 'How many progress samples were recorded.',
    phase_index INT COMMENT 'Number of its phase, from 1.',
    phase_count INT COMMENT 'How many phases there are.',
    phase_name VARCHAR COMMENT 'What the phase does.',
    checkpointed BIGINT COMMENT 'Amount that is on disk for ever, units.',
    abort_requested BOOLEAN NOT NULL COMMENT 'Whether it was asked to stop.',
    started_at TIMESTAMP(6) WITH TIME ZONE COMMENT 'When its handler was first called.',
    changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When its newest event was written.',
    state BLOB NOT NULL COMMENT 'The whole state as JSON, from which the projector goes on.'
);
COMMENT ON TABLE LEDGER.JOB_INFO IS 'Jobs that have not ended, as they are.';

CREATE TABLE LEDGER.JOB_STATS (
    job_id BIGINT PRIMARY KEY COMMENT 'Number of the job.',
    version BIGINT NOT NULL COMMENT 'Number of its last event.',
    status VARCHAR NOT NULL COMMENT 'State it ended in.',
    attempts INT NOT NULL COMMENT 'How often its handler was called.',
    processed BIGINT NOT NULL COMMENT 'Amount done, units.',
    total BIGINT COMMENT 'Amount there was to do, units; null where unknown.',
    unit VARCHAR NOT NULL COMMENT 'What was counted.',
    working_millis BIGINT NOT NULL COMMENT 'How long it was worked on, ms.',
    ticks BIGINT NOT NULL COMMENT 'How many progress samples were recorded.',
    code VARCHAR NOT NULL COMMENT 'Stable code of the error, or empty.',
    message VARCHAR NOT NULL COMMENT 'What went wrong, or empty.',
    result VARCHAR NOT NULL COMMENT 'What the handler said of it, JSON text.',
    abort_requested BOOLEAN NOT NULL COMMENT 'Whether it was asked to stop.',
    started_at TIMESTAMP(6) WITH TIME ZONE COMMENT 'When its handler was first called.',
    ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When it ended.',
    ended_position BIGINT NOT NULL COMMENT 'Position of its last event.'
);
CREATE INDEX LEDGER.JOB_STATS_BY_END ON LEDGER.JOB_STATS (ended_position);
COMMENT ON TABLE LEDGER.JOB_STATS IS 'The records of jobs that have ended.';

CREATE TABLE LEDGER.RESOURCE (
    resource_key VARCHAR PRIMARY KEY COMMENT 'Resource, kind:name of each parent and of itself, joined by /.',
    kind VARCHAR NOT NULL COMMENT 'Kind of the resource.',
    path VARCHAR NOT NULL COMMENT 'Names from the outermost parent to the resource, joined by /.',
    version BIGINT NOT NULL COMMENT 'Number of the newest change to it.',
    definition VARCHAR COMMENT 'Its definition, JSON text; null where it was removed.',
    position BIGINT NOT NULL COMMENT 'Position of the newest change.',
    changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When it was changed.'
);
COMMENT ON TABLE LEDGER.RESOURCE IS 'The newest definition of every resource.';

CREATE TABLE LEDGER.RECOVERY (
    position BIGINT PRIMARY KEY COMMENT 'Position of the decision.',
    job_id BIGINT NOT NULL COMMENT 'Job it was decided for.',
    epoch BIGINT NOT NULL COMMENT 'Opening in which it was decided.',
    at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When it was decided.',
    outcome VARCHAR NOT NULL COMMENT 'RESUMED, RESTARTED, ROLLED_BACK, FAILED or HELD.',
    reason VARCHAR NOT NULL COMMENT 'Why.'
);
COMMENT ON TABLE LEDGER.RECOVERY IS 'What was decided for jobs that a crash cut off.';

CREATE TABLE LEDGER.EPOCH (
    epoch BIGINT PRIMARY KEY COMMENT 'Number of the opening.',
    position BIGINT NOT NULL COMMENT 'Position where it begins.',
    opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL COMMENT 'When the ledger was opened.',
    mode VARCHAR NOT NULL COMMENT 'HOLD or RECOVER.',
    durability VARCHAR NOT NULL COMMENT 'What acknowledged events are safe against.',
    pid BIGINT NOT NULL COMMENT 'Process that opened it.',
    host VARCHAR NOT NULL COMMENT 'Host of that process.',
    after_clean_close BOOLEAN NOT NULL COMMENT 'Whether the opening before was closed cleanly.',
    closed_at TIMESTAMP(6) WITH TIME ZONE COMMENT 'When it was closed cleanly; null while open or after a crash.',
    unfinished_jobs INT COMMENT 'How many jobs the close left unfinished.'
);
COMMENT ON TABLE LEDGER.EPOCH IS 'The openings of the ledger.';

CREATE TABLE LEDGER.HEAD (
    id INT PRIMARY KEY CHECK (id = 1) COMMENT 'Always 1: there is one row.',
    position BIGINT NOT NULL COMMENT 'Last position that these tables contain.',
    epoch BIGINT NOT NULL COMMENT 'Epoch of that event.',
    hash VARBINARY(32) NOT NULL COMMENT 'Chain hash of that event.'
);
INSERT INTO LEDGER.HEAD (id, position, epoch, hash)
    VALUES (1, 0, 0, X'0000000000000000000000000000000000000000000000000000000000000000');
COMMENT ON TABLE LEDGER.HEAD IS 'How far these tables are.';

CREATE SCHEMA AUDIT_V1;
COMMENT ON SCHEMA AUDIT_V1 IS 'Views that auditors may rely on, version 1.';

CREATE VIEW AUDIT_V1.EVENTS
    (position, at, epoch, job_id, job_version, event, type_code, schema_version, payload, payload_json, salt, hash) AS
SELECT e.position, e.at, e.epoch, NULLIF(e.job_id, 0), NULLIF(e.job_version, 0), t.name, e.type_code, e.schema_version,
    UTF8TOSTRING(e.payload), e.payload FORMAT JSON, e.salt, e.hash
FROM LEDGER.EVENT e LEFT JOIN LEDGER.EVENT_TYPE t ON t.code = e.type_code;
COMMENT ON VIEW AUDIT_V1.EVENTS IS 'Every event of the ledger, as it was written.';

CREATE VIEW AUDIT_V1.JOBS
    (job_id, operation, status, job_class, principal, api, processed, total, unit, attempts, working_millis, ticks,
    phase_index, phase_count, phase_name, checkpointed, abort_requested, policy, handler_version, parameters,
    created_at, started_at, changed_at, ended_at) AS
SELECT j.job_id, j.operation, COALESCE(s.status, i.status), j.job_class, j.principal, j.api,
    COALESCE(s.processed, i.processed), COALESCE(s.total, i.total), COALESCE(s.unit, i.unit),
    COALESCE(s.attempts, i.attempt), COALESCE(s.working_millis, i.working_millis), COALESCE(s.ticks, i.ticks),
    i.phase_index, i.phase_count, i.phase_name, i.checkpointed,
    COALESCE(s.abort_requested, i.abort_requested), j.policy, j.handler_version, j.parameters,
    j.created_at, COALESCE(s.started_at, i.started_at), COALESCE(s.ended_at, i.changed_at), s.ended_at
FROM LEDGER.JOB j
    LEFT JOIN LEDGER.JOB_INFO i ON i.job_id = j.job_id
    LEFT JOIN LEDGER.JOB_STATS s ON s.job_id = j.job_id;
COMMENT ON VIEW AUDIT_V1.JOBS IS 'Every job, as it is now or as it ended.';

CREATE VIEW AUDIT_V1.JOB_STATS
    (job_id, operation, status, processed, total, unit, attempts, working_millis, ticks, code, message, result,
    abort_requested, principal, api, created_at, started_at, ended_at, setup_millis, ended_position) AS
SELECT s.job_id, j.operation, s.status, s.processed, s.total, s.unit, s.attempts, s.working_millis, s.ticks, s.code,
    s.message, s.result, s.abort_requested, j.principal, j.api, j.created_at, s.started_at, s.ended_at,
    DATEDIFF(MILLISECOND, j.created_at, s.started_at), s.ended_position
FROM LEDGER.JOB_STATS s JOIN LEDGER.JOB j ON j.job_id = s.job_id;
COMMENT ON VIEW AUDIT_V1.JOB_STATS IS 'The records of jobs that have ended.';

CREATE VIEW AUDIT_V1.JOB_TIMELINE
    (job_id, job_version, at, event, payload, operation, epoch, position, millis_since_created) AS
SELECT e.job_id, e.job_version, e.at, t.name, UTF8TOSTRING(e.payload), j.operation, e.epoch, e.position,
    DATEDIFF(MILLISECOND, j.created_at, e.at)
FROM LEDGER.EVENT e
    LEFT JOIN LEDGER.EVENT_TYPE t ON t.code = e.type_code
    LEFT JOIN LEDGER.JOB j ON j.job_id = e.job_id
WHERE e.job_id > 0;
COMMENT ON VIEW AUDIT_V1.JOB_TIMELINE IS 'What happened to each job: order by job_id, job_version.';

CREATE VIEW AUDIT_V1.JOB_CLAIMS (job_id, ordinal, mode, kind, path, operation, status, created_at, ended_at) AS
SELECT c.job_id, c.ordinal, c.mode, c.kind, c.path, j.operation, COALESCE(s.status, i.status), j.created_at, s.ended_at
FROM LEDGER.JOB_CLAIM c
    JOIN LEDGER.JOB j ON j.job_id = c.job_id
    LEFT JOIN LEDGER.JOB_INFO i ON i.job_id = c.job_id
    LEFT JOIN LEDGER.JOB_STATS s ON s.job_id = c.job_id;
COMMENT ON VIEW AUDIT_V1.JOB_CLAIMS IS 'Which job claimed which resource.';

CREATE VIEW AUDIT_V1.RESOURCES (kind, path, version, removed, definition, changed_at, position) AS
SELECT kind, path, version, definition IS NULL, definition, changed_at, position FROM LEDGER.RESOURCE;
COMMENT ON VIEW AUDIT_V1.RESOURCES IS 'Every resource that was ever recorded, with its newest definition.';

CREATE VIEW AUDIT_V1.RECOVERIES (position, at, epoch, job_id, operation, outcome, reason) AS
SELECT r.position, r.at, r.epoch, r.job_id, j.operation, r.outcome, r.reason
FROM LEDGER.RECOVERY r LEFT JOIN LEDGER.JOB j ON j.job_id = r.job_id;
COMMENT ON VIEW AUDIT_V1.RECOVERIES IS 'What was decided for jobs that a crash cut off.';

CREATE VIEW AUDIT_V1.EPOCHS
    (epoch, position, opened_at, mode, durability, pid, host, after_clean_close, closed_at, unfinished_jobs) AS
SELECT epoch, position, opened_at, mode, durability, pid, host, after_clean_close, closed_at, unfinished_jobs
FROM LEDGER.EPOCH;
COMMENT ON VIEW AUDIT_V1.EPOCHS IS 'The openings of the ledger.';

CREATE VIEW AUDIT_V1.HEAD (position, epoch, hash) AS SELECT position, epoch, hash FROM LEDGER.HEAD;
COMMENT ON VIEW AUDIT_V1.HEAD IS 'How far these tables are: the last event in them and its chain hash.';

CREATE TABLE LEDGER.MEANING (
    view_name VARCHAR(64) NOT NULL COMMENT 'Name of the view.',
    column_name VARCHAR(64) NOT NULL COMMENT 'Name of the column.',
    meaning VARCHAR NOT NULL COMMENT 'What stands in it, with its unit.',
    PRIMARY KEY (view_name, column_name)
);
COMMENT ON TABLE LEDGER.MEANING IS 'What the columns of the views mean.';

CREATE VIEW AUDIT_V1.DICTIONARY (view_name, column_name, meaning) AS
SELECT view_name, column_name, meaning FROM LEDGER.MEANING;
COMMENT ON VIEW AUDIT_V1.DICTIONARY IS 'What the columns of these views mean.';

INSERT INTO LEDGER.MEANING (view_name, column_name, meaning) VALUES
    ('EVENTS', 'POSITION', 'Number in the ledger: 1, 2, 3 ... without a gap, in commit order.'),
    ('EVENTS', 'AT', 'Time of the ledger when it was written, microseconds, UTC; never earlier than the event before.'),
    ('EVENTS', 'EPOCH', 'Opening of the ledger in which it was written, see EPOCHS.'),
    ('EVENTS', 'JOB_ID', 'Job it belongs to; null for an event of the ledger itself.'),
    ('EVENTS', 'JOB_VERSION', 'Number among the events of its job, from 1.'),
    ('EVENTS', 'EVENT', 'Name of its type; null where this release does not know it.'),
    ('EVENTS', 'TYPE_CODE', 'Number of its type.'),
    ('EVENTS', 'SCHEMA_VERSION', 'Version of the shape of the payload.'),
    ('EVENTS', 'PAYLOAD', 'What it says: JSON, exactly the text that was written and hashed.'),
    ('EVENTS', 'PAYLOAD_JSON', 'The same as JSON for (payload_json)."field"; may spell numbers differently.'),
    ('EVENTS', 'SALT', 'Random bytes that are hashed with the payload.'),
    ('EVENTS', 'HASH', 'SHA-256(hash before, header, SHA-256(salt, payload)); chains it to the event before.'),
    ('JOBS', 'JOB_ID', 'Number of the job, from 1.'),
    ('JOBS', 'OPERATION', 'Name of the operation.'),
    ('JOBS', 'STATUS', 'CREATED, QUEUED, RUNNING, PAUSED, FINISHING, INTERRUPTED, COMPLETED, FAILED, CANCELLED or REJECTED.'),
    ('JOBS', 'JOB_CLASS', 'QUERY, MODIFY, DESTROY, ABORT or ASYNC.'),
    ('JOBS', 'PRINCIPAL', 'On whose behalf it runs.'),
    ('JOBS', 'API', 'Call that made it.'),
    ('JOBS', 'PROCESSED', 'Amount done, in units.'),
    ('JOBS', 'TOTAL', 'Amount to do, in units; null where it is not known.'),
    ('JOBS', 'UNIT', 'What is counted.'),
    ('JOBS', 'ATTEMPTS', 'How often its handler was called.'),
    ('JOBS', 'WORKING_MILLIS', 'How long it was worked on over all attempts, milliseconds.'),
    ('JOBS', 'TICKS', 'How many progress samples were recorded.'),
    ('JOBS', 'PHASE_INDEX', 'Number of the phase it is in, from 1; null before the first and after the end.'),
    ('JOBS', 'PHASE_COUNT', 'How many phases there are.'),
    ('JOBS', 'PHASE_NAME', 'What the phase does.'),
    ('JOBS', 'CHECKPOINTED', 'Amount that is on disk for ever, in units; null without a checkpoint and after the end.'),
    ('JOBS', 'ABORT_REQUESTED', 'Whether it was asked to stop.'),
    ('JOBS', 'POLICY', 'What shall happen to it after a crash: RESUME, RESTART, ROLLBACK or FAIL.'),
    ('JOBS', 'HANDLER_VERSION', 'Version of the handler that shall run it.'),
    ('JOBS', 'PARAMETERS', 'What the handler is told, JSON text.'),
    ('JOBS', 'CREATED_AT', 'When it was accepted.'),
    ('JOBS', 'STARTED_AT', 'When its handler was first called; null before.'),
    ('JOBS', 'CHANGED_AT', 'When its newest event was written.'),
    ('JOBS', 'ENDED_AT', 'When it ended; null before.'),
    ('JOB_STATS', 'JOB_ID', 'Number of the job.'),
    ('JOB_STATS', 'OPERATION', 'Name of the operation.'),
    ('JOB_STATS', 'STATUS', 'COMPLETED, FAILED, CANCELLED or REJECTED.'),
    ('JOB_STATS', 'PROCESSED', 'Amount done, in units.'),
    ('JOB_STATS', 'TOTAL', 'Amount there was to do, in units; null where it was not known.'),
    ('JOB_STATS', 'UNIT', 'What was counted.'),
    ('JOB_STATS', 'ATTEMPTS', 'How often its handler was called.'),
    ('JOB_STATS', 'WORKING_MILLIS', 'How long it was worked on over all attempts, milliseconds.'),
    ('JOB_STATS', 'TICKS', 'How many progress samples were recorded.'),
    ('JOB_STATS', 'CODE', 'Stable code of the error or refusal; empty where there was none.'),
    ('JOB_STATS', 'MESSAGE', 'What went wrong, or why it was cancelled; empty where it completed.'),
    ('JOB_STATS', 'RESULT', 'What the handler said of it, JSON text.'),
    ('JOB_STATS', 'ABORT_REQUESTED', 'Whether it was asked to stop.'),
    ('JOB_STATS', 'PRINCIPAL', 'On whose behalf it ran.'),
    ('JOB_STATS', 'API', 'Call that made it.'),
    ('JOB_STATS', 'CREATED_AT', 'When it was accepted.'),
    ('JOB_STATS', 'STARTED_AT', 'When its handler was first called; null where it never was.'),
    ('JOB_STATS', 'ENDED_AT', 'When it ended.'),
    ('JOB_STATS', 'SETUP_MILLIS', 'From accepted to first called, milliseconds; null where it never was.'),
    ('JOB_STATS', 'ENDED_POSITION', 'Position of its last event.'),
    ('JOB_TIMELINE', 'JOB_ID', 'Number of the job.'),
    ('JOB_TIMELINE', 'JOB_VERSION', 'Number among the events of the job, from 1.'),
    ('JOB_TIMELINE', 'AT', 'Time of the ledger when it was written.'),
    ('JOB_TIMELINE', 'EVENT', 'What happened.'),
    ('JOB_TIMELINE', 'PAYLOAD', 'What it says: JSON, exactly the text that was written.'),
    ('JOB_TIMELINE', 'OPERATION', 'Name of the operation of the job.'),
    ('JOB_TIMELINE', 'EPOCH', 'Opening of the ledger in which it was written.'),
    ('JOB_TIMELINE', 'POSITION', 'Number in the ledger.'),
    ('JOB_TIMELINE', 'MILLIS_SINCE_CREATED', 'Since the job was accepted, milliseconds.'),
    ('JOB_CLAIMS', 'JOB_ID', 'Job that claimed it.'),
    ('JOB_CLAIMS', 'ORDINAL', 'Number among the claims of the job, from 0.'),
    ('JOB_CLAIMS', 'MODE', 'SHARED or EXCLUSIVE.'),
    ('JOB_CLAIMS', 'KIND', 'Kind of the resource.'),
    ('JOB_CLAIMS', 'PATH', 'Names from the outermost parent to the resource, joined by /.'),
    ('JOB_CLAIMS', 'OPERATION', 'Name of the operation of the job.'),
    ('JOB_CLAIMS', 'STATUS', 'Where the job stands.'),
    ('JOB_CLAIMS', 'CREATED_AT', 'When the job was accepted.'),
    ('JOB_CLAIMS', 'ENDED_AT', 'When the job ended and the claim with it; null before.'),
    ('RESOURCES', 'KIND', 'Kind of the resource.'),
    ('RESOURCES', 'PATH', 'Names from the outermost parent to the resource, joined by /.'),
    ('RESOURCES', 'VERSION', 'Number of the newest change to it, from 1.'),
    ('RESOURCES', 'REMOVED', 'Whether that change removed it.'),
    ('RESOURCES', 'DEFINITION', 'Its definition, JSON text; null where it was removed.'),
    ('RESOURCES', 'CHANGED_AT', 'When it was changed.'),
    ('RESOURCES', 'POSITION', 'Position of that change.'),
    ('RECOVERIES', 'POSITION', 'Position of the decision.'),
    ('RECOVERIES', 'AT', 'When it was decided.'),
    ('RECOVERIES', 'EPOCH', 'Opening of the ledger in which it was decided.'),
    ('RECOVERIES', 'JOB_ID', 'Job it was decided for.'),
    ('RECOVERIES', 'OPERATION', 'Name of the operation of the job.'),
    ('RECOVERIES', 'OUTCOME', 'RESUMED, RESTARTED, ROLLED_BACK, FAILED or HELD.'),
    ('RECOVERIES', 'REASON', 'Why.'),
    ('EPOCHS', 'EPOCH', 'Number of the opening, from 1.'),
    ('EPOCHS', 'POSITION', 'Position where it begins.'),
    ('EPOCHS', 'OPENED_AT', 'When the ledger was opened.'),
    ('EPOCHS', 'MODE', 'HOLD or RECOVER.'),
    ('EPOCHS', 'DURABILITY', 'What acknowledged events are safe against: POWER_LOSS or PROCESS_CRASH.'),
    ('EPOCHS', 'PID', 'Process that opened it.'),
    ('EPOCHS', 'HOST', 'Host of that process.'),
    ('EPOCHS', 'AFTER_CLEAN_CLOSE', 'Whether the opening before was closed cleanly.'),
    ('EPOCHS', 'CLOSED_AT', 'When it was closed cleanly; null while it is open and after a crash.'),
    ('EPOCHS', 'UNFINISHED_JOBS', 'How many jobs the close left unfinished.'),
    ('HEAD', 'POSITION', 'Last position that these tables contain.'),
    ('HEAD', 'EPOCH', 'Epoch of that event.'),
    ('HEAD', 'HASH', 'Chain hash of that event: compare it with a head kept elsewhere.'),
    ('DICTIONARY', 'VIEW_NAME', 'Name of the view.'),
    ('DICTIONARY', 'COLUMN_NAME', 'Name of the column.'),
    ('DICTIONARY', 'MEANING', 'What stands in the column.');

-- Passwords guard nothing here: the file does. The users fence what our own code, and the SQL of strangers, can do by mistake.
CREATE USER LEDGER_WRITER PASSWORD '';
GRANT SELECT, INSERT ON LEDGER.EVENT TO LEDGER_WRITER;
GRANT SELECT, INSERT ON LEDGER.JOB TO LEDGER_WRITER;
GRANT SELECT, INSERT ON LEDGER.JOB_CLAIM TO LEDGER_WRITER;
GRANT SELECT, INSERT, UPDATE, DELETE ON LEDGER.JOB_INFO TO LEDGER_WRITER;
GRANT SELECT, INSERT ON LEDGER.JOB_STATS TO LEDGER_WRITER;
GRANT SELECT, INSERT, UPDATE ON LEDGER.RESOURCE TO LEDGER_WRITER;
GRANT SELECT, INSERT ON LEDGER.RECOVERY TO LEDGER_WRITER;
GRANT SELECT, INSERT, UPDATE ON LEDGER.EPOCH TO LEDGER_WRITER;
GRANT SELECT, UPDATE ON LEDGER.HEAD TO LEDGER_WRITER;

CREATE USER AUDITOR PASSWORD '';
GRANT SELECT ON SCHEMA AUDIT_V1 TO AUDITOR;

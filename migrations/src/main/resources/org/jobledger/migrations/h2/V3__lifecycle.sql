-- The life cycle of jobs: retries, groups, two-step endings, speed limits, abandoned handlers.
--
-- The state of a job has more in it than before, so that the tables are made again from the journal.

INSERT INTO LEDGER.EVENT_TYPE (code, name) VALUES
    (49, 'JobRetryScheduled'), (50, 'JobWaiting'), (51, 'JobPending'), (52, 'JobFinalized'), (53, 'JobConcluded'),
    (54, 'JobDismissed'), (55, 'JobAbandoned'), (56, 'SpeedLimited');

TRUNCATE TABLE LEDGER.EVENT;
TRUNCATE TABLE LEDGER.JOB;
TRUNCATE TABLE LEDGER.JOB_CLAIM;
TRUNCATE TABLE LEDGER.JOB_INFO;
TRUNCATE TABLE LEDGER.JOB_STATS;
TRUNCATE TABLE LEDGER.RESOURCE;
TRUNCATE TABLE LEDGER.RECOVERY;
TRUNCATE TABLE LEDGER.EPOCH;
UPDATE LEDGER.HEAD SET position = 0, epoch = 0,
    hash = X'0000000000000000000000000000000000000000000000000000000000000000';

UPDATE LEDGER.MEANING SET meaning = 'CREATED, QUEUED, RUNNING, PAUSED, RETRYING, WAITING, PENDING, ABANDONED, FINISHING,'
    || ' INTERRUPTED, CONCLUDED, COMPLETED, FAILED, CANCELLED or REJECTED.'
WHERE view_name = 'JOBS' AND column_name = 'STATUS';

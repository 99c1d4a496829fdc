-- The event types of claims.
INSERT INTO LEDGER.EVENT_TYPE (code, name) VALUES
    (64, 'AllowedJobsChanged'), (65, 'JobNested');

COMMENT ON COLUMN LEDGER.JOB_CLAIM.mode IS 'SHARED, EXCLUSIVE or EXCLUSIVE_BESIDE_CHILDREN.';

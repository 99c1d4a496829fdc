-- The home of the ledger's tables.
CREATE SCHEMA IF NOT EXISTS LEDGER;

package org.jobledger.engine.ledger;

import org.jdbi.v3.core.Handle;
import org.jobledger.migrations.Migrations;

/** What a database holds, seen without Flyway, which takes its time to start. */
enum SchemaState {
    /** Nothing. */
    EMPTY,
    /** The schema of this release. */
    CURRENT,
    /** The schema of a release before. */
    OLDER,
    /** Something else: another product's tables, a newer schema, or a migration that did not end. */
    FOREIGN;

    private static final String HISTORY = "LEDGER.\"flyway_schema_history\"";

    static SchemaState of(Handle administrator) {
        int tables = count(
                administrator,
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'");
        if (tables == 0) {
            return EMPTY;
        }
        boolean migrated = count(
                        administrator,
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES"
                                + " WHERE TABLE_SCHEMA = 'LEDGER' AND TABLE_NAME = 'flyway_schema_history'")
                == 1;
        return migrated ? ofHistory(administrator, tables) : FOREIGN;
    }

    private static SchemaState ofHistory(Handle administrator, int tables) {
        int failed = count(administrator, "SELECT COUNT(*) FROM " + HISTORY + " WHERE NOT \"success\"");
        int version = count(administrator, "SELECT COALESCE(MAX(CAST(\"version\" AS INT)), 0) FROM " + HISTORY);
        int latest = Migrations.latestVersion();
        if (failed > 0 || version > latest || (version == 0 && tables > 1)) {
            return FOREIGN;
        }
        return version == latest ? CURRENT : OLDER;
    }

    private static int count(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }
}

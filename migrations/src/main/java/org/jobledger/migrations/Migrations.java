package org.jobledger.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.internal.license.VersionPrinter;

/** Brings a ledger's database up to the schema that is shipped here. Safe for use by several threads on different databases. */
public final class Migrations {

    static final String LOCATION = "org/jobledger/migrations/h2";

    private static final String SCHEMA = "LEDGER";

    private Migrations() {}

    /**
     * Applies every migration that the database does not have yet, in order.
     *
     * @throws MigrationException if a migration fails, or if one that was applied differs from what is shipped
     */
    public static void migrate(DataSource database) {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:" + LOCATION)
                    .failOnMissingLocations(true)
                    .defaultSchema(SCHEMA)
                    .cleanDisabled(true)
                    .load();
            // Holds until the next Flyway of this process is made, whose own settings then apply.
            LogFactory.setLogCreator(WarningsOnlyLog::new);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new MigrationException("the ledger's schema could not be migrated: " + e.getMessage(), e);
        }
    }

    /** Returns the version of the Flyway that migrates. */
    public static String flywayVersion() {
        return VersionPrinter.getVersion();
    }

    /** Returns the version of the Flyway that this release was built with. */
    public static String builtWithFlywayVersion() {
        return BuiltWith.flywayVersion();
    }

    /** Returns the highest schema version that is shipped, without touching a database. */
    public static int latestVersion() {
        return ShippedMigrations.latestVersion();
    }
}

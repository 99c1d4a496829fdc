import org.jspecify.annotations.NullMarked;

/** The ledger's database schema. Open, because Flyway reads the SQL files through the class loader. */
@NullMarked
open module org.jobledger.migrations {
    requires transitive java.sql;
    requires flyway.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.jobledger.migrations;
}

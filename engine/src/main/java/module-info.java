import org.jspecify.annotations.NullMarked;

/** The job engine. An embedder sees its API and its events, nothing else. */
@NullMarked
module org.jobledger.engine {
    requires com.github.benmanes.caffeine;
    requires com.h2database;
    requires transitive io.avaje.json;
    requires transitive io.avaje.jsonb;
    requires java.naming; // what H2 makes data sources of
    requires java.sql;
    requires jdk.jfr;
    requires org.jdbi.v3.core;
    requires org.jobledger.migrations;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports org.jobledger.engine;
    exports org.jobledger.engine.event;

    uses org.jobledger.engine.EngineProvider;

    provides org.jobledger.engine.EngineProvider with
            org.jobledger.engine.runtime.RuntimeProvider;
    // H2 makes an OrderedFilePath for each path.
    opens org.jobledger.engine.ledger to
            com.h2database;

    provides io.avaje.jsonb.spi.JsonbExtension with
            org.jobledger.engine.jsonb.GeneratedJsonComponent;
}

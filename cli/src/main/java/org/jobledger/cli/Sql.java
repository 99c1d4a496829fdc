package org.jobledger.cli;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.cli.text.Table;
import org.jobledger.engine.SqlRows;
import org.jobledger.storage.StorageDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}. */
@Command(
        name = "sql",
        description = "Ask the history a question: one SELECT, read only.",
        footer = {
            "",
            "What there is to ask: jobledger sql \"SELECT * FROM audit_v1.dictionary\"",
            "Example: jobledger sql \"SELECT job_id, operation, status FROM audit_v1.jobs\""
        })
final class Sql extends Verb {

    @Parameters(paramLabel = "SELECT", description = "The query.")
    private String query = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many rows at most (1000).", defaultValue = "1000")
    private int limit = 1000;

    Sql(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            SqlRows rows = driver.engine().query(query, limit);
            output().table(table(rows), shape(rows));
            tellPosition(rows);
        }
        return ExitStatus.OK;
    }

    private void tellPosition(SqlRows rows) {
        String cut = rows.truncated() ? "; there are more than these " + limit + " rows (--limit)" : "";
        output().notice(rows.rows().size() + " rows, as of position " + rows.appliedPosition() + cut);
    }

    private static Table table(SqlRows rows) {
        Table table = Table.named(rows.columns(), column -> isNumeric(rows, column));
        rows.rows().forEach(row -> table.row(row.stream().map(Sql::text).toArray()));
        return table;
    }

    private static boolean isNumeric(SqlRows rows, int column) {
        return rows.rows().stream()
                .map(row -> row.get(column))
                .allMatch(value -> value == null || value instanceof Number);
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    private static List<Map<String, @Nullable Object>> shape(SqlRows rows) {
        List<String> names = distinct(rows.columns());
        List<Map<String, @Nullable Object>> shapes = new ArrayList<>();
        for (List<@Nullable Object> row : rows.rows()) {
            Map<String, @Nullable Object> shape = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                shape.put(names.get(i), row.get(i));
            }
            shapes.add(shape);
        }
        return shapes;
    }

    /** JSON names must differ; SQL's need not. */
    private static List<String> distinct(List<String> columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column;
            for (int i = 2; names.contains(name); i++) {
                name = column + "_" + i;
            }
            names.add(name);
        }
        return names;
    }
}

package org.jobledger.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param columns the column names
 * @param rows the rows; values as JDBC gives them, or null
 * @param truncated whether there were more rows than asked for
 * @param appliedPosition the position of the ledger that the tables stood at
 */
public record SqlRows(
        List<String> columns, List<List<@Nullable Object>> rows, boolean truncated, long appliedPosition) {

    /** Copies columns and rows. */
    public SqlRows {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}

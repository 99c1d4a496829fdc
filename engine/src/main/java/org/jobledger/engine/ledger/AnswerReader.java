package org.jobledger.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a query out of the database: values that live on without it, and no more of them than allowed. One thread. */
final class AnswerReader {
    private final ResultSet rows;
    private final QueryLimits limits;
    private final List<String> types = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long size;

    AnswerReader(ResultSet rows, QueryLimits limits) throws SQLException {
        this.rows = rows;
        this.limits = limits;
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
            types.add(columns.getColumnTypeName(i));
        }
    }

    SqlRows read(int maxRows, long position) throws SQLException {
        List<List<@Nullable Object>> answer = new ArrayList<>();
        while (rows.next()) {
            if (answer.size() == maxRows) {
                return new SqlRows(names, answer, true, position);
            }
            answer.add(row());
        }
        return new SqlRows(names, answer, false, position);
    }

    private List<@Nullable Object> row() throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            row.add(value(rows.getObject(i + 1), types.get(i)));
        }
        return row;
    }

    private @Nullable Object value(@Nullable Object value, String type) throws SQLException {
        if (value instanceof Clob text) {
            return counted(text.getSubString(1, length(text.length())));
        } else if (value instanceof Blob bytes) {
            return counted(bytes.getBytes(1, length(bytes.length())));
        } else if (value instanceof byte[] bytes) {
            return type.equals("JSON") ? counted(new String(bytes, StandardCharsets.UTF_8)) : counted(bytes);
        } else if (value instanceof String text) {
            return counted(text);
        } else if (value instanceof Array array) {
            return counted(Arrays.deepToString((Object[]) array.getArray()));
        }
        count(Long.BYTES);
        return value;
    }

    private String counted(String text) {
        count(text.length());
        return text;
    }

    private byte[] counted(byte[] bytes) {
        count(bytes.length);
        return bytes;
    }

    private int length(long length) {
        return (int) Math.min(length, limits.characters() + 1);
    }

    private void count(long more) {
        size += more;
        if (size > limits.characters()) {
            throw new QueryException(
                    "the answer is larger than " + limits.characters() + " characters: ask for fewer rows or columns");
        }
    }
}

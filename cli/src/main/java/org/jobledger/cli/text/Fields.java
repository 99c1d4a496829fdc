package org.jobledger.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values, one a line, as virsh shows the info of one thing. Not thread-safe. */
public final class Fields {
    private static final int NAME_COLUMNS = 16;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds a field. */
    public Fields add(String name, Object value) {
        values.put(name, Printable.of(String.valueOf(value)));
        return this;
    }

    /** Adds a field where a condition holds. */
    public Fields addIf(boolean condition, String name, Object value) {
        return condition ? add(name, value) : this;
    }

    /** The lines. */
    public List<String> lines() {
        int widest = values.keySet().stream().mapToInt(Columns::of).reduce(NAME_COLUMNS - 2, Math::max);
        return values.entrySet().stream()
                .map(field -> Columns.padRight(field.getKey() + ":", widest + 2) + field.getValue())
                .map(String::stripTrailing)
                .toList();
    }
}

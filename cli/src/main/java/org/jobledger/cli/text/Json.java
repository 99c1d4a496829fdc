package org.jobledger.cli.text;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.BufferedJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jobledger.engine.event.Document;
import org.jspecify.annotations.Nullable;

/** Values as JSON text, in one line. */
public final class Json {
    private static final JsonStream STREAM =
            JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();

    private Json() {}

    /** An object from names and values in turn, in this order. */
    public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /** The text of maps, collections, documents, numbers, truth values and null; bytes as hex; of anything else its string. */
    public static String write(@Nullable Object value) {
        try (BufferedJsonWriter writer = STREAM.bufferedWriter()) {
            write(writer, value);
            return writer.result();
        }
    }

    private static void write(JsonWriter writer, @Nullable Object value) {
        if (value == null) {
            writer.nullValue();
        } else if (value instanceof Map<?, ?> object) {
            writer.beginObject();
            object.forEach((name, field) -> {
                writer.name(String.valueOf(name));
                write(writer, field);
            });
            writer.endObject();
        } else if (value instanceof Collection<?> array) {
            writer.beginArray();
            array.forEach(item -> write(writer, item));
            writer.endArray();
        } else {
            writeLeaf(writer, value);
        }
    }

    private static void writeLeaf(JsonWriter writer, Object value) {
        if (value instanceof Boolean flag) {
            writer.value(flag.booleanValue());
        } else if (value instanceof BigDecimal decimal) {
            writer.value(decimal);
        } else if (value instanceof BigInteger integer) {
            writer.value(integer);
        } else if (value instanceof Double || value instanceof Float) {
            writeFloating(writer, ((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            writer.value(number.longValue());
        } else if (value instanceof Document document) {
            writer.rawValue(raw(document));
        } else if (value instanceof byte[] bytes) {
            writer.value(HexFormat.of().formatHex(bytes));
        } else {
            writer.value(value.toString());
        }
    }

    /** The writer takes the low byte of each character of raw text for a byte of UTF-8, so the characters here are those bytes. */
    private static String raw(Document document) {
        return new String(document.json().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** JSON has no word for what is not a finite number. */
    private static void writeFloating(JsonWriter writer, double value) {
        if (Double.isFinite(value)) {
            writer.value(value);
        } else {
            writer.value(Double.toString(value));
        }
    }
}

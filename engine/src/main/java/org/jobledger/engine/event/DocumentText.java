package org.jobledger.engine.event;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.BufferRecycleStrategy;
import io.avaje.json.stream.BufferedJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the text of a {@link Document}, keeping every digit. */
final class DocumentText {
    // A document is read while the event around it is read: the two must not share a thread-local buffer. One that is
    // made anew for
    // each document costs more than reading it.
    private static final JsonStream STREAM = JsonStream.builder()
            .bufferRecycling(BufferRecycleStrategy.LOCK_FREE)
            .build();

    // The reader of JSON reads none that is much longer.
    private static final int LONGEST_STRING = 8000;

    private DocumentText() {}

    static void requireObject(String json) {
        if (PlainJson.isObject(json)) {
            return;
        }
        if (!PlainText.isWhole(json)) {
            throw new IllegalArgumentException("a document with half a surrogate pair, which UTF-8 cannot hold");
        }
        parse(json);
    }

    static Map<String, @Nullable Object> parse(String json) {
        return read(json, DocumentText::object);
    }

    /** The outermost fields that are not null, in the order of the text; objects within as documents. The caller may change the map. */
    static Map<String, Object> fields(String json) {
        return read(json, DocumentText::fields);
    }

    private static <T> T read(String json, Function<JsonReader, T> reading) {
        if (!json.startsWith("{") || endOfObject(json) != json.length()) {
            throw notAnObject(json, null);
        }
        try (JsonReader reader = STREAM.reader(json)) {
            return reading.apply(reader);
        } catch (JsonException | IllegalStateException | IndexOutOfBoundsException e) {
            throw notAnObject(json, e);
        }
    }

    static String write(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value: " + List.of(namesAndValues));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return write(fields);
    }

    static String write(Map<String, Object> fields) {
        try (BufferedJsonWriter writer = STREAM.bufferedWriter()) {
            value(writer, fields);
            return writer.result();
        }
    }

    /** Where the first object ends; the reader itself does not look at what comes after. */
    private static int endOfObject(String json) {
        int depth = 0;
        int opened = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
                requireShort(i - opened);
            } else if (c == '"') {
                quoted = true;
                opened = i;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static void requireShort(int length) {
        if (length > LONGEST_STRING) {
            throw new IllegalArgumentException("a string of more than " + LONGEST_STRING + " characters in a document");
        }
    }

    /**
     * The text of a document as the JSON writer wants raw values: it takes the low byte of each character for a byte of UTF-8, so the
     * characters here are those bytes.
     */
    static String raw(Document document) {
        return new String(document.json().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Map<String, @Nullable Object> object(JsonReader reader) {
        return object(reader, DocumentText::object);
    }

    private static Map<String, Object> fields(JsonReader reader) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object(reader, within -> new Document(within.readRaw())).forEach((name, value) -> {
            if (value != null) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private static Map<String, @Nullable Object> object(JsonReader reader, Function<JsonReader, Object> objectWithin) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            fields.put(reader.nextField(), value(reader, objectWithin));
        }
        reader.endObject();
        return fields;
    }

    private static List<@Nullable Object> array(JsonReader reader, Function<JsonReader, Object> objectWithin) {
        List<@Nullable Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            items.add(value(reader, objectWithin));
        }
        reader.endArray();
        return items;
    }

    private static @Nullable Object value(JsonReader reader, Function<JsonReader, Object> objectWithin) {
        if (reader.isNullValue()) {
            return null;
        }
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> objectWithin.apply(reader);
            case BEGIN_ARRAY -> array(reader, objectWithin);
            case STRING -> reader.readString();
            case BOOLEAN -> reader.readBoolean();
            case NUMBER -> number(reader.readDecimal());
            default -> throw new JsonException("unexpected " + reader.currentToken());
        };
    }

    private static Object number(BigDecimal number) {
        if (number.scale() > 0) {
            return number;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return number;
        }
    }

    private static void value(JsonWriter writer, Object value) {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            map.forEach((name, field) -> {
                writer.name((String) name);
                value(writer, field);
            });
            writer.endObject();
        } else if (value instanceof Collection<?> items) {
            writer.beginArray();
            items.forEach(item -> value(writer, item));
            writer.endArray();
        } else if (value instanceof String text) {
            writer.value(text);
        } else if (value instanceof Integer || value instanceof Long) {
            writer.value(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            writer.rawValue(number.toString());
        } else if (value instanceof Boolean flag) {
            writer.value(flag.booleanValue());
        } else if (value instanceof Document document) {
            writer.rawValue(raw(document));
        } else {
            throw new IllegalArgumentException(
                    "a document cannot hold " + value.getClass().getName() + " " + value);
        }
    }

    private static IllegalArgumentException notAnObject(String json, @Nullable Exception cause) {
        return new IllegalArgumentException("not a JSON object: " + Printable.of(json), cause);
    }
}

package org.jobledger.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * A JSON object as exact text: parameters, checkpoints, results and definitions that embedders put into the ledger.
 *
 * <p>The text is kept byte for byte, so that numbers keep their digits and hashes stay true. Immutable and thread-safe; two documents
 * are equal when their texts are.
 *
 * @param json the text of one JSON object
 */
public record Document(String json) {
    /** The longest text, characters. */
    public static final int LONGEST = 256 * 1024;

    private static final Document EMPTY = new Document("{}");

    /**
     * Checks that the text is one JSON object, not longer than {@link #LONGEST}.
     *
     * @throws IllegalArgumentException if it is not; the message shows its length or its beginning
     */
    public Document {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a document of " + json.length() + " characters; it may have " + LONGEST);
        }
        DocumentText.requireObject(json);
    }

    /** The document without fields. */
    public static Document empty() {
        return EMPTY;
    }

    /**
     * A document from names and values in turn: strings, integers, booleans, documents and lists of these.
     *
     * @throws IllegalArgumentException if a name has no value, or a value is of another type
     */
    public static Document of(Object... namesAndValues) {
        return new Document(DocumentText.write(namesAndValues));
    }

    /**
     * The string in a field.
     *
     * @throws IllegalArgumentException if the field is missing or is no string; the message names it
     */
    public String string(String field) {
        return require(field, String.class);
    }

    /**
     * The integer in a field.
     *
     * @throws IllegalArgumentException if the field is missing or is no integer; the message names it
     */
    public long integer(String field) {
        return require(field, Long.class);
    }

    /**
     * The truth value in a field.
     *
     * @throws IllegalArgumentException if the field is missing or is neither true nor false; the message names it
     */
    public boolean flag(String field) {
        return require(field, Boolean.class);
    }

    /** The value in a field (String, Long, BigDecimal, Boolean, Map, List), or null where there is none. */
    public @Nullable Object value(String field) {
        return DocumentText.parse(json).get(field);
    }

    private <T> T require(String field, Class<T> type) {
        Object value = value(field);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("field '" + field + "' should be a " + type.getSimpleName() + ", is "
                    + (value == null ? "missing" : value.getClass().getSimpleName()) + " in " + json);
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return json;
    }
}

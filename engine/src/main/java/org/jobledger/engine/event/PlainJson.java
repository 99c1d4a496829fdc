package org.jobledger.engine.event;

/**
 * A quick look at the text of a JSON object. Most documents are short and plain: no spaces, strings of printable ASCII without escapes, whole
 * numbers. Those are known to be well-formed without a reader and its buffers, which cost more than all else that is done for a small event.
 */
final class PlainJson {
    private static final int DEEPEST = 16;
    private static final int LONGEST_STRING = 1000;
    private static final int MOST_DIGITS = 18;
    private static final int NO = -1;

    private PlainJson() {}

    /** True where a text is a well-formed object of the plain kind; false says nothing. */
    static boolean isObject(String json) {
        return json.startsWith("{") && members(json, 1, '}', DEEPEST) == json.length();
    }

    // Each of these gives the index behind what begins at an index, or NO.

    private static int members(String json, int from, char end, int deepest) {
        if (deepest == 0) {
            return NO;
        }
        if (at(json, from) == end) {
            return from + 1;
        }
        int next = from - 1;
        do {
            int begin = next + 1;
            next = value(json, end == '}' ? name(json, begin) : begin, deepest);
        } while (at(json, next) == ',');
        return at(json, next) == end ? next + 1 : NO;
    }

    private static int name(String json, int from) {
        int colon = at(json, from) == '"' ? string(json, from + 1) : NO;
        return at(json, colon) == ':' ? colon + 1 : NO;
    }

    private static int value(String json, int from, int deepest) {
        return switch (at(json, from)) {
            case '"' -> string(json, from + 1);
            case '{' -> members(json, from + 1, '}', deepest - 1);
            case '[' -> members(json, from + 1, ']', deepest - 1);
            case 't' -> word(json, from, "true");
            case 'f' -> word(json, from, "false");
            case 'n' -> word(json, from, "null");
            case '-' -> number(json, from + 1);
            default -> number(json, from);
        };
    }

    private static int string(String json, int from) {
        int i = from;
        while (i < json.length() && i - from <= LONGEST_STRING && isPlain(json.charAt(i))) {
            i++;
        }
        return at(json, i) == '"' ? i + 1 : NO;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private static int word(String json, int from, String word) {
        return json.startsWith(word, from) ? from + word.length() : NO;
    }

    private static int number(String json, int from) {
        int i = from;
        while (isDigit(at(json, i))) {
            i++;
        }
        int digits = i < 0 ? 0 : i - from;
        return digits > 0 && digits <= MOST_DIGITS && (digits == 1 || json.charAt(from) != '0') ? i : NO;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The character at an index, or a zero where there is none. */
    private static char at(String json, int index) {
        return index >= 0 && index < json.length() ? json.charAt(index) : 0;
    }
}

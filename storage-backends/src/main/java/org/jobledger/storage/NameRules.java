package org.jobledger.storage;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Which names are allowed: one file name, never a way to another directory. */
final class NameRules {
    private static final int LONGEST_BYTES = 255;

    private NameRules() {}

    static void require(String kind, String name) {
        String fault = fault(name);
        if (!fault.isEmpty()) {
            throw new InvalidNameException(kind + " name '" + Shown.of(name) + "' " + fault);
        }
    }

    private static String fault(String name) {
        if (name.isBlank()) {
            return "is empty";
        } else if (name.equals(".") || name.equals("..")) {
            return "names a directory";
        } else if (name.indexOf('/') >= 0) {
            return "contains a '/'";
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            return "contains a control character";
        }
        return lengthFault(name);
    }

    private static String lengthFault(String name) {
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(name))
                    .remaining();
            return bytes > LONGEST_BYTES ? "is longer than " + LONGEST_BYTES + " bytes" : "";
        } catch (CharacterCodingException e) {
            return "is not valid Unicode";
        }
    }
}

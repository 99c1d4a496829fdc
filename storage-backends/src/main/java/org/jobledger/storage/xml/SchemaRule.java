package org.jobledger.storage.xml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@link SchemaTables}.
 *
 * @param way to the element, from the root, which is "."
 * @param needed whether it must be there
 * @param many whether it may be there more than once
 * @param text the kind of its text, or null where it has none
 * @param attributes the kinds of the values of its attributes; of those that must be there with a "!" before it
 */
record SchemaRule(
        String way, boolean needed, boolean many, @Nullable String text, Map<String, String> attributes) {

    static SchemaRule of(String line) {
        String[] words = line.split(" ", -1);
        String way = words[0].replaceAll("[!*+]$", "");
        String mark = words[0].substring(way.length());
        String text = null;
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                text = words[i];
            } else {
                String name = words[i].substring(0, equals);
                boolean must = name.endsWith("!");
                attributes.put(
                        must ? name.substring(0, equals - 1) : name,
                        (must ? "!" : "") + words[i].substring(equals + 1));
            }
        }
        return new SchemaRule(
                way, mark.equals("!") || mark.equals("+"), mark.equals("*") || mark.equals("+"), text, attributes);
    }

    String name() {
        return way.substring(way.lastIndexOf('/') + 1);
    }

    /** Whether it is directly in the element at a way. */
    boolean isIn(String parent) {
        return way.lastIndexOf('/') == parent.length() && way.startsWith(parent + "/");
    }
}

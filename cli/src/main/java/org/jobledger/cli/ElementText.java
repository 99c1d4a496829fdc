package org.jobledger.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An element of XML that is put together from what stands on a command line. Mutable; for one thread. */
final class ElementText {
    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder inner = new StringBuilder();

    ElementText(String name) {
        this.name = name;
    }

    /** An attribute, where it is said. */
    ElementText with(String attribute, @Nullable String value) {
        if (value != null) {
            attributes
                    .append(' ')
                    .append(attribute)
                    .append("='")
                    .append(escaped(value))
                    .append('\'');
        }
        return this;
    }

    ElementText text(String text) {
        inner.append(escaped(text));
        return this;
    }

    ElementText leaf(String element, String text) {
        return inside(new ElementText(element).text(text));
    }

    ElementText inside(ElementText element) {
        inner.append("\n").append(element.toString().indent(2).stripTrailing());
        return this;
    }

    /** An element of what is said, where it is. */
    ElementText insideIf(@Nullable String said, Function<String, ElementText> element) {
        return said == null ? this : inside(element.apply(said));
    }

    boolean isEmpty() {
        return inner.isEmpty();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        String end = inner.length() > 0 && inner.charAt(0) == '\n' ? "\n" : "";
        return inner.isEmpty()
                ? "<" + name + attributes + "/>"
                : "<" + name + attributes + ">" + inner + end + "</" + name + ">";
    }
}

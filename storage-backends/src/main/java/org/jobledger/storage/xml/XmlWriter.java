package org.jobledger.storage.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Elements to text in libvirt's form: two blanks of indentation, attributes in single quotes. Attributes and texts of null are left out. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element with attributes, name and value in turn. */
    XmlWriter open(String name, @Nullable String... attributes) {
        begin(name, attributes);
        out.append(">\n");
        open.push(name);
        return this;
    }

    /** Ends the element that was begun last. */
    XmlWriter close() {
        String name = open.pop();
        indent();
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** An element without contents. */
    XmlWriter empty(String name, @Nullable String... attributes) {
        begin(name, attributes);
        out.append("/>\n");
        return this;
    }

    /** An element with a text; nothing where the text is null. */
    XmlWriter leaf(String name, @Nullable String text, @Nullable String... attributes) {
        if (text != null) {
            begin(name, attributes);
            out.append('>');
            escape(text);
            out.append("</").append(name).append(">\n");
        }
        return this;
    }

    /** An element with a size; nothing where it is null. */
    XmlWriter size(String name, @Nullable Long bytes) {
        return leaf(name, bytes == null ? null : bytes.toString(), "unit", "bytes");
    }

    private void begin(String name, @Nullable String... attributes) {
        indent();
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ').append(attributes[i]).append("='");
                escape(value);
                out.append('\'');
            }
        }
    }

    private void indent() {
        out.append("  ".repeat(open.size()));
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&apos;");
                case '"' -> out.append("&quot;");
                // Written as they are, a reader makes blanks of them in attributes, and drops the second.
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                case '\t' -> out.append("&#9;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

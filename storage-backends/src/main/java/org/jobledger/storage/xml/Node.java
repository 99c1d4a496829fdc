package org.jobledger.storage.xml;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.Shown;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** An element of a document that is read. As in libvirt, an empty text is the same as none. */
final class Node {
    private final Element element;

    Node(Element element) {
        this.element = element;
    }

    String name() {
        return element.getTagName();
    }

    /** The name without the prefix of a namespace. */
    String localName() {
        return name().substring(name().indexOf(':') + 1);
    }

    /** The names of its attributes, but for those that declare a namespace. */
    List<String> attributes() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!name.equals("xmlns") && !name.startsWith("xmlns:")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The children of this name; of any name where it is "*". */
    List<Node> children(String name) {
        List<Node> found = new ArrayList<>();
        for (org.w3c.dom.Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner
                    && (name.equals("*") || inner.getTagName().equals(name))) {
                found.add(new Node(inner));
            }
        }
        return found;
    }

    /** The first descendant on this way of names, "target/path", or null. */
    @Nullable
    Node find(String way) {
        Node at = this;
        for (String name : way.split("/", -1)) {
            List<Node> children = at.children(name);
            if (children.isEmpty()) {
                return null;
            }
            at = children.get(0);
        }
        return at;
    }

    /** The text of the first descendant on a way, or null. */
    @Nullable
    String text(String way) {
        Node found = find(way);
        return found == null ? null : found.text();
    }

    @Nullable
    String text() {
        String text = element.getTextContent();
        return text.isEmpty() ? null : text;
    }

    /** An attribute of the first descendant on a way, or null. */
    @Nullable
    String attribute(String way, String attribute) {
        Node found = find(way);
        return found == null ? null : found.attribute(attribute);
    }

    @Nullable
    String attribute(String attribute) {
        String value = element.getAttribute(attribute);
        return value.isEmpty() ? null : value;
    }

    /** Whether it has an attribute, be it empty. */
    boolean has(String attribute) {
        return element.hasAttribute(attribute);
    }

    /** The value of an attribute, empty where there is none. */
    String value(String attribute) {
        return element.getAttribute(attribute);
    }

    /** Its own text, without that of what is in it. */
    String ownText() {
        StringBuilder text = new StringBuilder();
        for (org.w3c.dom.Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof org.w3c.dom.Text part) {
                text.append(part.getData());
            }
        }
        return text.toString();
    }

    /** An attribute that must be there. */
    String required(String attribute) {
        String value = attribute(attribute);
        if (value == null) {
            throw new InvalidXmlException("element <" + name() + "> has no attribute '" + attribute + "'");
        }
        return value;
    }

    /** Something else than what is allowed stands there. */
    InvalidXmlException bad(String what, String value, String allowed) {
        return new InvalidXmlException(
                what + " '" + Shown.of(value) + "' in element <" + name() + "> is not " + allowed);
    }
}

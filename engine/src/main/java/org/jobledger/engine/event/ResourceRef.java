package org.jobledger.engine.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a thing that jobs are taken on: a kind, a name, and the resource it is part of, if any.
 *
 * @param kind what sort of thing it is, such as "volume": letters, digits, '-' and '_'
 * @param name its name within its kind and parent: not blank, no control characters, no '/'
 * @param parent the resource it is part of (the pool of a volume), or null
 */
public record ResourceRef(
        String kind, String name, @Nullable ResourceRef parent) {
    private static final int LONGEST = 255;
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks kind and name.
     *
     * @throws IllegalArgumentException if one of them is not allowed; the message names the value
     */
    public ResourceRef {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "resource kind '" + kind + "' is not 1 to 64 letters, digits, '-' or '_'");
        }
        if (name.isBlank()
                || name.length() > LONGEST
                || name.indexOf('/') >= 0
                || hasControl(name)
                || !PlainText.isWhole(name)) {
            throw new IllegalArgumentException("resource name '" + Printable.of(name)
                    + "' is blank, longer than 255, or has a '/', a control character or half a surrogate pair");
        }
    }

    /** A resource without a parent. */
    public static ResourceRef of(String kind, String name) {
        return new ResourceRef(kind, name, null);
    }

    /** A resource that is part of this one. */
    public ResourceRef child(String childKind, String childName) {
        return new ResourceRef(childKind, childName, this);
    }

    /** The names from the outermost parent to this resource, joined by '/': {@code pool/volume}. */
    public String path() {
        return parent == null ? name : parent.path() + "/" + name;
    }

    /** For people: {@code volume 'pool/vol'}. */
    @Override
    public String toString() {
        return kind + " '" + path() + "'";
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}

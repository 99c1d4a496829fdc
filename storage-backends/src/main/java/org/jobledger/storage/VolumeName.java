package org.jobledger.storage;

/**
 * The name of a volume in its pool, checked: the only way in which a caller's text becomes part of a path. Immutable.
 *
 * @param text the name: 1 to 255 bytes of UTF-8, not blank, no '/' and no control character, neither "." nor ".."
 */
public record VolumeName(String text) {

    /**
     * Checks the name.
     *
     * @throws InvalidNameException if it is not allowed; the message shows it
     */
    public VolumeName {
        NameRules.require("volume", text);
    }

    @Override
    public String toString() {
        return text;
    }
}

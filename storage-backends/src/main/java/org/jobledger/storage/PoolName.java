package org.jobledger.storage;

/**
 * The name of a pool, checked. Immutable.
 *
 * @param text the name: 1 to 255 characters, not blank, no '/' and no control character, neither "." nor ".."
 */
public record PoolName(String text) {

    /**
     * Checks the name.
     *
     * @throws InvalidNameException if it is not allowed; the message shows it
     */
    public PoolName {
        NameRules.require("pool", text);
    }

    @Override
    public String toString() {
        return text;
    }
}

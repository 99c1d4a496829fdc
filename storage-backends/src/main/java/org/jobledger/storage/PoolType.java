package org.jobledger.storage;

import java.util.Locale;

/** What is behind a pool (libvirt: virStoragePoolType). */
public enum PoolType {
    /** A directory of a file system that is mounted already. */
    DIR;

    /** The word for it in the ledger and on the command line: {@code dir}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of this word.
     *
     * @throws UnsupportedStorageException if there is none of this word; the message names it
     */
    public static PoolType of(String word) {
        for (PoolType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new UnsupportedStorageException("pool type '" + Shown.of(word) + "' is not built; there is: dir");
    }
}

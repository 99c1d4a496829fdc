package org.jobledger.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a volume is wiped (libvirt: virStorageVolWipeAlgorithm, with its words and order). */
public enum WipeAlgorithm {
    /** One pass of zeros. */
    ZERO,
    /** Random, random, zeros, and a verification. */
    NNSA,
    /** Random, zeros, ones, and a verification. */
    DOD,
    /** Nine fixed patterns. */
    BSI,
    /** The 35 passes of Gutmann. */
    GUTMANN,
    /** Zeros, ones and five random passes. */
    SCHNEIER,
    /** Seven random passes. */
    PFITZNER7,
    /** 33 random passes. */
    PFITZNER33,
    /** One random pass. */
    RANDOM,
    /** Gives the blocks back to the file system (a hole is punched); afterwards the volume reads as zeros. */
    TRIM;

    /** The word for it in the ledger and on the command line, as virsh has it: {@code zero}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The algorithm of this word.
     *
     * @throws InvalidValueException if there is none; the message names it and those there are
     */
    public static WipeAlgorithm of(String word) {
        for (WipeAlgorithm algorithm : values()) {
            if (algorithm.word().equals(word)) {
                return algorithm;
            }
        }
        throw new InvalidValueException("unknown wipe algorithm '" + Shown.of(word) + "'; there are: "
                + Arrays.stream(values()).map(WipeAlgorithm::word).collect(Collectors.joining(" ")));
    }
}

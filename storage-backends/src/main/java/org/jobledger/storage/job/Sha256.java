package org.jobledger.storage.job;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jobledger.storage.ChecksumMismatchException;

/** The SHA-256 of what goes through a stream, if somebody wants it. For one thread at a time. */
final class Sha256 {
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(64 * 1024).asReadOnlyBuffer();

    private final MessageDigest digest;
    private final String expected;

    /** Expecting this one; empty where it is not wanted. */
    Sha256(String expected) {
        this.expected = expected;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds what remains in a buffer, and leaves the buffer as it is. */
    void add(ByteBuffer data) {
        if (!expected.isEmpty()) {
            digest.update(data.duplicate());
        }
    }

    void addZeros(long bytes) {
        for (long left = expected.isEmpty() ? 0 : bytes; left > 0; left -= ZEROS.capacity()) {
            digest.update(ZEROS.duplicate().limit((int) Math.min(left, ZEROS.capacity())));
        }
    }

    /** The SHA-256 in hexadecimal digits; empty where it is not wanted. For once. */
    String end() {
        return expected.isEmpty() ? "" : HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Compares.
     *
     * @throws ChecksumMismatchException if they differ
     */
    static void require(Target target, String expected, String found) {
        if (!expected.equalsIgnoreCase(found)) {
            throw new ChecksumMismatchException(
                    "the SHA-256 of the bytes of " + target + " is " + found + ", not " + expected + " as announced");
        }
    }
}

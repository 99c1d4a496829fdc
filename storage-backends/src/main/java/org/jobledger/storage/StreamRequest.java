package org.jobledger.storage;

/**
 * Which part of a volume a stream carries (libvirt: the arguments of virStorageVolUpload and virStorageVolDownload). Immutable; each
 * method gives a changed copy.
 *
 * @param pool the name of the pool
 * @param volume the name of the volume
 * @param offset where it begins, bytes
 * @param length how many bytes; {@link #UNKNOWN} for as many as there come, up to the end of the volume
 * @param sha256 the SHA-256 that the bytes must have, 64 hexadecimal digits; empty where it is not checked
 */
public record StreamRequest(PoolName pool, VolumeName volume, long offset, long length, String sha256) {
    /** A length that is not known before. */
    public static final long UNKNOWN = -1;

    /**
     * Checks the values.
     *
     * @throws InvalidValueException if offset or length is negative, or the SHA-256 is none
     */
    public StreamRequest {
        if (offset < 0 || length < UNKNOWN || offset > Long.MAX_VALUE - Math.max(0, length)) {
            throw new InvalidValueException(
                    "a stream of " + length + " bytes at " + offset + " of volume '" + volume + "' cannot be");
        }
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-fA-F]{64}")) {
            throw new InvalidValueException("'" + Shown.of(sha256) + "' is no SHA-256 of 64 hexadecimal digits");
        }
    }

    /**
     * The whole volume, or as much of it as there comes.
     *
     * @throws InvalidNameException if one of the names is not allowed
     */
    public static StreamRequest of(String pool, String volume) {
        return new StreamRequest(new PoolName(pool), new VolumeName(volume), 0, UNKNOWN, "");
    }

    /**
     * The same, beginning here.
     *
     * @throws InvalidValueException if that is negative
     */
    public StreamRequest from(long newOffset) {
        return new StreamRequest(pool, volume, newOffset, length, sha256);
    }

    /**
     * The same, of just so many bytes.
     *
     * @throws InvalidValueException if that is negative
     */
    public StreamRequest length(long bytes) {
        return new StreamRequest(pool, volume, offset, bytes, sha256);
    }

    /**
     * The same; the bytes must have this SHA-256.
     *
     * @throws InvalidValueException if it is none
     */
    public StreamRequest checking(String newSha256) {
        return new StreamRequest(pool, volume, offset, length, newSha256);
    }
}

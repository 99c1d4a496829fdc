package org.jobledger.engine.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash chain of a ledger. Frozen from the first release:
 *
 * <pre>
 * hash(n) = SHA-256( hash(n-1) || header(n) || SHA-256( salt(n) || payload(n) ) )
 * header  = position(8) epoch(8) atMicros(8) jobId(8) jobVersion(8) typeCode(4) schema(4), big-endian
 * hash(0) = 32 zero bytes
 * </pre>
 *
 * <p>The payload stands in it only as a salted digest, so that retention can drop a payload and keep a stub that still chains. Not
 * thread-safe: each thread has its own.
 */
public final class Chain {
    static final int HEADER_BYTES = 48;

    private final MessageDigest sha = sha256();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);

    /** A chain for one thread. */
    public Chain() {}

    /** The hash before the first event. */
    public static byte[] genesis() {
        return new byte[StoredEvent.HASH_BYTES];
    }

    /** The salted digest of a payload, which a stub keeps. */
    byte[] payloadDigest(byte[] salt, byte[] payload) {
        sha.update(salt);
        return sha.digest(payload);
    }

    /** The hash of an event that follows one with the hash given; its own {@link StoredEvent#hash()} is not looked at. */
    public byte[] link(byte[] previous, StoredEvent event) {
        return link(previous, event, payloadDigest(event.salt(), event.payload()));
    }

    /** The same, from the digest of a payload that may be gone. */
    byte[] link(byte[] previous, StoredEvent event, byte[] payloadDigest) {
        sha.update(previous);
        header.clear();
        putHeader(header, event);
        sha.update(header.flip());
        return sha.digest(payloadDigest);
    }

    static void putHeader(ByteBuffer out, StoredEvent event) {
        out.putLong(event.position())
                .putLong(event.epoch())
                .putLong(event.atMicros())
                .putLong(event.jobId())
                .putLong(event.jobVersion())
                .putInt(event.typeCode())
                .putInt(event.schema());
    }

    /** A digest for one thread. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package org.jobledger.storage.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random data that can be made again: AES-128 in counter mode over zeros, under a key that follows from a seed and the number of the
 * pass. The counter of a byte is its offset / 16, so any part can be made by itself. For one thread.
 */
final class Keystream implements Filler {
    /** The length of a seed, bytes. */
    static final int SEED_BYTES = 32;

    private static final int AES_BLOCK = 16;
    private static final int CHUNK = 16 * 1024;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] zeros = new byte[CHUNK];
    private final byte[] made = new byte[CHUNK];

    /** The data of a pass. */
    Keystream(byte[] seed, int pass) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(seed);
            digest.update(("pass " + pass).getBytes(StandardCharsets.US_ASCII));
            key = new SecretKeySpec(Arrays.copyOf(digest.digest(), AES_BLOCK), "AES");
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and AES in counter mode", e);
        }
    }

    @Override
    public void fill(ByteBuffer target, long offset) {
        try {
            seek(offset);
            while (target.hasRemaining()) {
                int length = Math.min(CHUNK, target.remaining());
                cipher.update(zeros, 0, length, made, 0);
                target.put(made, 0, length);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("counter mode takes any length", e);
        }
    }

    private void seek(long offset) throws GeneralSecurityException {
        ByteBuffer counter = ByteBuffer.allocate(AES_BLOCK).putLong(0).putLong(offset / AES_BLOCK);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter.array()));
        cipher.update(zeros, 0, (int) (offset % AES_BLOCK), made, 0);
    }
}

package org.jobledger.storage.io;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of one run of qemu-img. It reads one thing on its standard input: the only secret itself, or where there are two a key that
 * is made for this run and ends with it, under which both stand among the arguments (as libvirt gives secrets to QEMU). For one run.
 */
public final class QemuSecrets {
    /** No secrets. */
    public static final QemuSecrets NONE = new QemuSecrets(List.of(), new byte[0]);

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;

    private final List<String> arguments;
    private final byte[] input;

    private QemuSecrets(List<String> arguments, byte[] input) {
        this.arguments = arguments;
        this.input = input;
    }

    /** These, named sec0, sec1 and so on; they are zeroed. */
    public static QemuSecrets of(List<byte[]> secrets) {
        if (secrets.isEmpty()) {
            return NONE;
        } else if (secrets.size() == 1) {
            byte[] only = secrets.get(0).clone();
            Arrays.fill(secrets.get(0), (byte) 0);
            return new QemuSecrets(List.of("--object", "secret,id=sec0,file=/dev/stdin"), only);
        }
        return underAKey(secrets);
    }

    /** The name of a secret, by its place in the list. */
    public static String name(int index) {
        return "sec" + index;
    }

    private static QemuSecrets underAKey(List<byte[]> secrets) {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        List<String> arguments = new ArrayList<>(List.of("--object", "secret,id=key,format=base64,file=/dev/stdin"));
        for (int i = 0; i < secrets.size(); i++) {
            byte[] iv = new byte[IV_BYTES];
            random.nextBytes(iv);
            arguments.add("--object");
            arguments.add("secret,id=" + name(i) + ",keyid=key,format=base64,iv=" + text(iv) + ",data="
                    + text(encrypted(secrets.get(i), key, iv)));
            Arrays.fill(secrets.get(i), (byte) 0);
        }
        byte[] input = text(key).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(key, (byte) 0);
        return new QemuSecrets(List.copyOf(arguments), input);
    }

    /** As QEMU's crypto/secret_common.c has it: AES-256 in CBC mode, padded as PKCS #7 says. */
    private static byte[] encrypted(byte[] secret, byte[] key, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in CBC mode", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether there is one. */
    public boolean any() {
        return !arguments.isEmpty();
    }

    List<String> arguments() {
        return arguments;
    }

    /** What the program reads on its standard input, a copy for each run. */
    public byte[] input() {
        return input.clone();
    }

    /** Forgets them. */
    public void forget() {
        Arrays.fill(input, (byte) 0);
    }
}

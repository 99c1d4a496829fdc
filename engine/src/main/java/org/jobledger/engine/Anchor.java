package org.jobledger.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An anchor is the head of a ledger at one moment, noted outside of it: whoever rewrites all of the history later, or cuts off its end, is
 * found by {@link JobEngine#verify(java.util.List, VerificationListener)}.
 *
 * <p>Written as {@code position:epoch:hash}, the hash in 64 hexadecimal digits.
 *
 * @param position the position of the event, 0 for a ledger without any
 * @param epoch the opening in which it was written, 0 where that was not noted
 * @param hash its chain hash, 64 hexadecimal digits in lower case
 */
public record Anchor(long position, long epoch, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):(?:(\\d{1,18}):)?([0-9a-fA-F]{64})");

    /**
     * Checks the values.
     *
     * @throws InvalidRequestException if one is not possible
     */
    public Anchor {
        if (position < 0 || epoch < 0 || !HASH.matcher(hash).matches()) {
            throw notOne(position + ":" + epoch + ":" + hash);
        }
    }

    /**
     * Reads one that was written as {@code position:epoch:hash} or {@code position:hash}.
     *
     * @throws InvalidRequestException if it is neither
     */
    public static Anchor parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw notOne(text);
        }
        String epoch = parts.group(2);
        return new Anchor(
                Long.parseLong(parts.group(1)),
                epoch == null ? 0 : Long.parseLong(epoch),
                parts.group(3).toLowerCase(Locale.ROOT));
    }

    private static InvalidRequestException notOne(String text) {
        return new InvalidRequestException(
                "'" + text + "' is no anchor; one is POSITION:EPOCH:HASH, the hash in 64 hexadecimal digits");
    }

    @Override
    public String toString() {
        return position + ":" + epoch + ":" + hash;
    }
}

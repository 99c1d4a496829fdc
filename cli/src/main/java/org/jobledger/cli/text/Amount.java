package org.jobledger.cli.text;

/** Amounts of work, in bytes or in whatever else a job counts. */
public final class Amount {

    private Amount() {}

    /** An amount with its unit, such as {@code 3.5 GiB} or {@code 9 entries}. */
    public static String brief(long amount, String unit) {
        return inBytes(unit) ? ByteSize.brief(amount) : amount + " " + unit;
    }

    /** A part of an amount, such as {@code 12 MiB of 3.5 GiB} or {@code 2 of 9 entries}; the part alone where the whole is not known. */
    public static String brief(long part, long whole, String unit) {
        if (whole < 0) {
            return brief(part, unit);
        }
        return (inBytes(unit) ? ByteSize.brief(part) : Long.toString(part)) + " of " + brief(whole, unit);
    }

    private static boolean inBytes(String unit) {
        return unit.equals("bytes") || unit.isEmpty();
    }
}

package org.jobledger.benchmarks.ledger;

import java.nio.file.Path;

/**
 * All figures of the ledger, each beside its peer, in one run: {@link AppendBenchmark}, {@link LedgerFigures}, {@link RebuildBenchmark} and
 * {@link OpenBenchmark}, one after the other.
 *
 * <p>Arguments: seconds for each append figure (default 5), seconds of the long run (default 60), events to make tables of (default
 * 1 000 000), the greatest history to open as a power of ten (default 7, which needs 4 GB), directory (default: java.io.tmpdir).
 */
public final class LedgerBenchmarks {
    private static final String[] DEFAULTS = {"5", "60", "1000000", "7", System.getProperty("java.io.tmpdir")};
    private static final String REBUILDS = "3";
    private static final String OPENINGS = "7";

    private LedgerBenchmarks() {}

    /** Runs them and prints their tables. */
    public static void main(String[] args) throws Exception {
        String[] given = DEFAULTS.clone();
        System.arraycopy(args, 0, given, 0, Math.min(args.length, given.length));
        System.out.printf(
                "%d processors, Java %s, %s%n%n",
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), Path.of(given[4]));
        AppendBenchmark.main(new String[] {given[0], given[4]});
        System.out.println();
        LedgerFigures.main(new String[] {given[1], given[4]});
        System.out.println();
        RebuildBenchmark.main(new String[] {given[2], REBUILDS, given[4]});
        System.out.println();
        OpenBenchmark.main(new String[] {given[3], OPENINGS, given[4]});
    }
}
